package dev.walden.tools;

import dev.walden.tools.mcp.McpServers;
import java.time.Duration;
import java.util.Optional;

/** Starts and stops what tools stand on that is not in this process. Thread-safe. */
public final class ToolsRuntime {

    private final McpServers servers;
    private final Duration startWait;

    ToolsRuntime(McpServers servers, Duration startWait) {
        this.servers = servers;
        this.startWait = startWait;
    }

    /** Connects, and waits no longer than configured: what is not there by then comes when it comes. */
    public void start() {
        servers.start(startWait);
    }

    /** Ends processes and connections; takes some seconds at most. */
    public void close() {
        servers.close();
    }

    /** What is not there, in a sentence each; empty when all is. */
    public Optional<String> trouble() {
        return servers.trouble();
    }
}
