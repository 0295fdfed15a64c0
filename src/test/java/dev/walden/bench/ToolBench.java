package dev.walden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallResult;
import dev.walden.tools.Toolbox;
import dev.walden.tools.ToolsRuntime;
import dev.walden.tools.mcp.ScriptedHttpServer;
import dev.walden.tools.mcp.ScriptedServer;
import dev.walden.tools.plugins.PluginFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one call costs by the kind of its tool, through the toolbox and without the log, in turns; the tools themselves do next to nothing.
 * The MCP servers are small and on this machine: one a child process, one in this process behind a connection of the loopback.
 */
@Tag("bench")
class ToolBench {

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = Integer.getInteger("walden.bench.rounds", 9);
    private static final int CALLS = Integer.getInteger("walden.bench.calls", 3_000);

    /** The first is what the others are measured by; a new kind is a line here and a tool in the service below. */
    private static final List<Kind> KINDS = List.of(
            new Kind("built-in", "calculator", new ToolInput(Map.of("expression", "1987 + 1"))),
            new Kind("WASM", "roman", new ToolInput(Map.of("number", 1987L))),
            new Kind("MCP, stdio", "child_echo", new ToolInput(Map.of("text", "1987"))),
            new Kind("MCP, HTTP", "remote_echo", new ToolInput(Map.of("text", "1987"))));

    @TempDir
    Path home;

    private record Kind(String name, String tool, ToolInput input) {}

    @Test
    void measure() throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else it measures that server's habits
        new PluginFolder(home.resolve("plugins")).roman();
        try (ScriptedHttpServer remote = new ScriptedHttpServer()) {
            List<String> command = ScriptedServer.command("plain");
            new ApplicationContextRunner()
                    .withUserConfiguration(Tools.class)
                    .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                    .withBean(JsonMapper.class, () -> JsonMapper.builder().build())
                    .withPropertyValues(IntStream.range(0, command.size())
                            .mapToObj(i -> "walden.tools.mcp.servers.child.command[" + i + "]=" + command.get(i))
                            .toArray(String[]::new))
                    .withPropertyValues("walden.home=" + home, "walden.tools.mcp.servers.remote.url=" + remote.uri())
                    .run(started -> {
                        ToolsRuntime runtime = started.getBean(ToolsRuntime.class);
                        runtime.start();
                        try {
                            measure(started.getBean(Toolbox.class));
                        } finally {
                            runtime.close();
                        }
                    });
        }
    }

    private static void measure(Toolbox toolbox) throws InterruptedException {
        Awaitility.await()
                .until(() -> KINDS.stream()
                        .allMatch(kind -> toolbox.offered().stream()
                                .anyMatch(tool -> tool.name().equals(kind.tool()))));
        List<List<Percentiles>> taken = new ArrayList<>();
        KINDS.forEach(_ -> taken.add(new ArrayList<>()));
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                Percentiles times = calls(toolbox, KINDS.get(kind));
                if (round >= WARM_UPS) {
                    taken.get(kind).add(times);
                }
            }
        }
        IO.println("| kind | median µs | p99 µs | times built-in |");
        double builtIn = median(taken.getFirst(), 0.5);
        for (int kind = 0; kind < KINDS.size(); kind++) {
            double usual = median(taken.get(kind), 0.5);
            IO.println(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f |",
                    KINDS.get(kind).name(),
                    usual,
                    median(taken.get(kind), 0.99),
                    usual / builtIn));
        }
    }

    /** In microseconds, of the rounds. */
    private static double median(List<Percentiles> rounds, double share) {
        double[] each = rounds.stream()
                .mapToDouble(round -> round.at(share).toNanos() / 1e3)
                .sorted()
                .toArray();
        return Arrays.stream(each).skip(each.length / 2).findFirst().orElseThrow();
    }

    private static Percentiles calls(Toolbox toolbox, Kind kind) throws InterruptedException {
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            ToolContext context = new ToolContext(
                    "t1", "s1", "default", "c" + i, "t1/c" + i, Instant.now().plusSeconds(60));
            long begun = System.nanoTime();
            CallResult result = toolbox.call(kind.tool(), SideEffect.UNSAFE, kind.input(), context);
            nanos[i] = System.nanoTime() - begun;
            assertThat(result).isInstanceOf(CallResult.Succeeded.class);
        }
        return Percentiles.of(nanos);
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class Tools {}
}
