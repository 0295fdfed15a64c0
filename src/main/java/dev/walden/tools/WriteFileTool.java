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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Replaces a whole text file of the space's workspace: doing it twice is doing it once. Thread-safe. */
final class WriteFileTool implements Tool {

    private static final int MAX_BYTES = 1 << 20;
    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "write_file", """
                    Writes a text file of the workspace, whole: what was in it before is replaced. Missing folders are made. At most \
                    1 MiB.""", """
                    {"type":"object","properties":{"path":{"type":"string","minLength":1,"maxLength":1024,
                    "description":"relative to the workspace, for example notes/today.txt"},
                    "content":{"type":"string","maxLength":1048576,"description":"the whole new content"}},
                    "required":["path","content"],"additionalProperties":false}""", SideEffect.IDEMPOTENT, Duration.ofSeconds(10))
            .needing(Capability.WRITE_WORKSPACE);

    private final Workspaces workspaces;

    WriteFileTool(Workspaces workspaces) {
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
        byte[] content = input.string("content").getBytes(StandardCharsets.UTF_8);
        if (content.length > MAX_BYTES) {
            throw ToolException.trusted("A file has at most 1 MiB of UTF-8; found: " + content.length + " bytes.");
        }
        try {
            workspaces.of(context).write(path, content, temporary(context));
        } catch (IOException e) {
            throw WorkspaceComplaint.of(path, e);
        }
        return ToolOutput.trusted("Wrote " + content.length + " bytes to " + path + ".");
    }

    /** The same for the same call, so that running it again after a crash clears what the first run left. */
    private static String temporary(ToolContext context) {
        byte[] key = context.idempotencyKey().getBytes(StandardCharsets.UTF_8);
        return WorkspacePath.RESERVED + UUID.nameUUIDFromBytes(key) + ".part";
    }
}
