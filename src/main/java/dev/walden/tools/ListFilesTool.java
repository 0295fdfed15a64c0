package dev.walden.tools;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.Workspace.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Lists one folder of the space's workspace. Thread-safe. Names may come from outside, so a list that has any is untrusted. */
final class ListFilesTool implements Tool {

    private static final int MAX_SHOWN = 1000;
    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "list_files",
                    "Lists the files and folders in one folder of the workspace, with sizes.",
                    """
                    {"type":"object","properties":{"path":{"type":"string","maxLength":1024,
                    "description":"relative to the workspace; the workspace itself when absent"}},"additionalProperties":false}""",
                    SideEffect.NONE,
                    Duration.ofSeconds(10))
            .needing(Capability.READ_WORKSPACE);

    private final Workspaces workspaces;

    ListFilesTool(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        String wanted = input.optionalString("path").orElse("");
        WorkspacePath path = wanted.isEmpty() ? WorkspacePath.TOP : WorkspacePath.parse(wanted);
        List<Entry> entries;
        try {
            entries = workspaces.of(context).list(path);
        } catch (IOException e) {
            throw WorkspaceComplaint.of(path, e);
        }
        if (entries.isEmpty()) {
            return ToolOutput.trusted("There is nothing in this folder.");
        }
        String shown =
                entries.stream().limit(MAX_SHOWN).map(ListFilesTool::line).collect(Collectors.joining("\n"));
        int left = entries.size() - MAX_SHOWN;
        return ToolOutput.untrusted(left > 0 ? shown + "\n(" + left + " more are not shown)" : shown);
    }

    private static String line(Entry entry) {
        String name = entry.name().replaceAll("\\p{Cntrl}", "?");
        if (entry.isFolder()) {
            return name + "/";
        }
        return entry.isFile() ? name + " (" + entry.bytes() + " bytes)" : name + " (a link or special file, not used)";
    }
}
