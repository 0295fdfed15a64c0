package dev.walden.tools;

import dev.walden.tools.mcp.McpServers;
import dev.walden.tools.mcp.McpTool;
import dev.walden.tools.mcp.Schemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tools of MCP servers as the registry takes them. Thread-safe. */
final class McpSource implements ToolSource {

    /** How schemas of servers are looked at: as those of answers, bounded in their steps. */
    static final Schemas SCHEMAS = new Schemas() {
        @Override
        public Optional<String> fault(Map<String, @Nullable Object> schema) {
            return OutputSchema.of(schema).fault();
        }

        @Override
        public Optional<String> complaint(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> value) {
            return OutputSchema.of(schema).complaint(value);
        }
    };

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
