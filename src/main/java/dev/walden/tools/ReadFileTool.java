package dev.walden.tools;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a text file of the space's workspace. Thread-safe. */
final class ReadFileTool implements Tool {

    private static final int MAX_BYTES = 1 << 20;
    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "read_file",
                    "Reads a text file (UTF-8, at most 1 MiB) of the workspace and answers with its content.",
                    """
                    {"type":"object","properties":{"path":{"type":"string","minLength":1,"maxLength":1024,
                    "description":"relative to the workspace, for example notes/today.txt"}},
                    "required":["path"],"additionalProperties":false}""",
                    SideEffect.NONE,
                    Duration.ofSeconds(10))
            .needing(Capability.READ_WORKSPACE);

    private final Workspaces workspaces;

    ReadFileTool(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        WorkspacePath path = WorkspacePath.parse(input.string("path"));
        if (path.isTop()) {
            throw ToolException.trusted("The workspace itself is a folder; name a file in it.");
        }
        byte[] content;
        try {
            content = workspaces.of(context).read(path, MAX_BYTES + 1);
        } catch (IOException e) {
            throw WorkspaceComplaint.of(path, e);
        }
        if (content.length > MAX_BYTES) {
            throw ToolException.trusted("The file " + path + " is larger than 1 MiB, the most that can be read.");
        }
        return ToolOutput.untrusted(text(path, content));
    }

    private static String text(WorkspacePath path, byte[] content) throws ToolException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ToolException.trusted("The file " + path + " (" + content.length + " bytes) is no UTF-8 text.", e);
        }
    }
}
