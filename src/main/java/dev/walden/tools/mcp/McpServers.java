package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All configured servers. Thread-safe. One that is not there takes nothing but its own tools with it. */
public final class McpServers implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final List<McpServer> servers;
    private volatile Combined combined = new Combined(List.of(), List.of());

    private McpServers(List<McpServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Those that configuration names, not yet connected. */
    public static McpServers of(List<ServerSettings> settings, Surroundings around) {
        return of(settings, around, Timing.STANDARD);
    }

    static McpServers of(List<ServerSettings> settings, Surroundings around, Timing timing) {
        if (settings.stream().anyMatch(one -> one.way() instanceof ServerSettings.Command)) {
            ServerProcess.warnOfMissingBounds();
        }
        ForeignJson json = new ForeignJson(around.secrets());
        List<McpServer> servers = new ArrayList<>();
        for (ServerSettings one : settings) {
            McpServer server = new McpServer(one, timing, json, around.secrets());
            around.metrics().watch(server.name(), server::isUp);
            servers.add(server);
        }
        return new McpServers(servers);
    }

    /** None. */
    public static McpServers none() {
        return new McpServers(List.of());
    }

    /** Connects to all at the same time, and waits no longer than this for them; those that are not there by then come when they come. */
    public void start(Duration atMost) {
        servers.forEach(McpServer::start);
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (McpServer server : servers) {
                server.awaitTried(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The tools of all servers, of those that are down as they last were; the same list as before while nothing changes. */
    public List<McpTool> tools() {
        List<List<McpTool>> now = servers.stream().map(McpServer::tools).toList();
        Combined last = combined;
        if (last.of().equals(now)) {
            return last.tools();
        }
        Combined next = new Combined(now, now.stream().flatMap(List::stream).toList());
        combined = next;
        return next.tools();
    }

    /** Says to a model that a tool of this name may be among {@link #tools} later, when its server has not been there since the start. */
    public Optional<String> absent(String tool) {
        return servers.stream()
                .filter(server -> tool.startsWith(server.name() + "_") && !server.everSeen())
                .findFirst()
                .map(McpServer::notAvailable);
    }

    /** Which servers are not there and why, in a few sentences each for the operator; empty when all are. */
    public Optional<String> trouble() {
        String troubles = servers.stream()
                .map(McpServer::trouble)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return troubles.isEmpty() ? Optional.empty() : Optional.of(troubles);
    }

    /** Lets go of all of them and ends their processes. */
    @Override
    public void close() {
        List<Thread> closing = servers.stream()
                .map(server -> Thread.ofVirtual().start(() -> close(server)))
                .toList();
        try {
            for (Thread one : closing) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(McpServer server) {
        try {
            server.close(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What servers are spoken to with.
     *
     * @param secrets filled into headers and environments, and taken out of what servers say
     * @param metrics where it is told which are there
     */
    public record Surroundings(Secrets secrets, McpMetrics metrics) {}

    private record Combined(List<List<McpTool>> of, List<McpTool> tools) {}
}
