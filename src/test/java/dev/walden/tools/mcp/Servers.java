package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ProgressListener;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.McpServers.Surroundings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** One server as the client sees it, for tests. */
final class Servers implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(1);
    static final Timing QUICK = new Timing(
            LONG, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(100), LONG, Duration.ofMillis(10));

    /** As configuration has them by default. */
    static final ProcessBounds BOUNDS = new ProcessBounds(4L << 30, 1024);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final McpServers servers;

    private Servers(ServerSettings settings, Timing timing, Secrets secrets) {
        Surroundings around = new Surroundings(secrets, new McpMetrics(meters));
        servers = McpServers.of(List.of(settings), around, timing);
        servers.start(LONG);
    }

    static Servers stdio(Path home, String mode) {
        return stdio(home, mode, true);
    }

    static Servers stdio(Path home, String mode, boolean trust) {
        return of(new ServerSettings.Command(ScriptedServer.command(mode), Map.of("OWN", "1"), home, BOUNDS), trust);
    }

    static Servers of(ServerSettings.Way way, boolean trust) {
        return of(way, trust, QUICK);
    }

    static Servers of(ServerSettings.Way way, boolean trust, Timing timing) {
        return new Servers(new ServerSettings("s", way, trust, Duration.ofSeconds(30)), timing, Secrets.none());
    }

    /** Without pings, so that nothing is sent but what a test sends. */
    static Servers of(ServerSettings.Way way, Secrets secrets) {
        Timing calm = new Timing(LONG, QUICK.restartAfter(), QUICK.restartAtMost(), LONG, LONG, QUICK.refreshAfter());
        return new Servers(new ServerSettings("s", way, true, Duration.ofSeconds(30)), calm, secrets);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(10));
    }

    List<String> names() {
        return servers.tools().stream().map(tool -> tool.descriptor().name()).toList();
    }

    McpTool tool(String name) {
        return servers.tools().stream()
                .filter(tool -> tool.descriptor().name().equals("s_" + name))
                .findFirst()
                .orElseThrow();
    }

    ToolOutput call(String name) throws ToolException, OutcomeUnknownException, InterruptedException {
        return call(name, Map.of());
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    ToolOutput call(String name, Map<String, @Nullable Object> arguments)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        return call(name, arguments, ProgressListener.NOBODY);
    }

    @SuppressWarnings("NullAway") // as above
    ToolOutput call(String name, Map<String, @Nullable Object> arguments, ProgressListener progress)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        return tool(name)
                .call(
                        new ToolInput(arguments),
                        new ToolContext("t1", "se1", "sp1", "c1", "t1.c1", Instant.MAX, progress));
    }

    void awaitUp() {
        await().until(() -> servers.trouble().isEmpty());
        assertThat(up()).isEqualTo(1);
    }

    double up() {
        return meters.get("walden.tools.mcp.up").tag("server", "s").gauge().value();
    }

    @Override
    public void close() {
        servers.close();
    }
}
