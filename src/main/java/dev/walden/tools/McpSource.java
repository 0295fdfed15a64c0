package dev.walden.tools;

import dev.walden.tools.mcp.McpServers;
import dev.walden.tools.mcp.McpTool;
import java.util.List;
import java.util.Optional;

/** The tools of MCP servers as the registry takes them. Thread-safe. */
final class McpSource implements ToolSource {

    private final McpServers servers;
    private volatile Converted last = new Converted(List.of(), List.of());

    McpSource(McpServers servers) {
        this.servers = servers;
    }

    @Override
    public List<Sourced> tools() {
        List<McpTool> now = servers.tools();
        Converted known = last;
        if (known.from().equals(now)) {
            return known.sourced();
        }
        Converted next = new Converted(now, now.stream().map(McpSource::sourced).toList());
        last = next;
        return next.sourced();
    }

    /** Counted by server: names of tools are theirs to choose, and meters are for ever. */
    private static Sourced sourced(McpTool tool) {
        return new Sourced(tool, tool.inputSchema(), tool.server() + "_*");
    }

    @Override
    public Optional<String> absent(String tool) {
        return servers.absent(tool);
    }

    private record Converted(List<McpTool> from, List<Sourced> sourced) {}
}
