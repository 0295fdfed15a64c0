package dev.walden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallResult;
import dev.walden.tools.Toolbox;
import dev.walden.tools.plugins.PluginFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What one call costs by the kind of its tool, through the toolbox and without the log, in turns; the tools themselves do next to nothing. */
@Tag("bench")
class ToolBench {

    private static final int ROUNDS = Integer.getInteger("walden.bench.rounds", 9);
    private static final int CALLS = Integer.getInteger("walden.bench.calls", 5_000);

    /** By kind; a new kind is a line here and a tool in the service below. */
    private static final Map<String, Kind> KINDS = Map.of(
            "built-in", new Kind("calculator", new ToolInput(Map.of("expression", "1987 + 1"))),
            "WASM", new Kind("roman", new ToolInput(Map.of("number", 1987L))));

    @TempDir
    Path home;

    private record Kind(String tool, ToolInput input) {}

    @Test
    void measure() throws Exception {
        new PluginFolder(home.resolve("plugins")).roman();
        new ApplicationContextRunner()
                .withUserConfiguration(Tools.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("walden.home=" + home)
                .run(started -> measure(started.getBean(Toolbox.class)));
    }

    private static void measure(Toolbox toolbox) throws InterruptedException {
        Map<String, Percentiles> last = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Kind> kind : KINDS.entrySet()) {
                last.put(kind.getKey(), calls(toolbox, kind.getValue())); // the earlier ones warm up
            }
        }
        last.forEach((kind, times) -> IO.println(String.format(
                Locale.ROOT,
                "A call of a tool, %s: %.1f us in the median, %.1f us at 99 %%.",
                kind,
                times.at(0.5).toNanos() / 1e3,
                times.at(0.99).toNanos() / 1e3)));
    }

    private static Percentiles calls(Toolbox toolbox, Kind kind) throws InterruptedException {
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            ToolContext context = new ToolContext(
                    "t1", "s1", "default", "c" + i, "t1/c" + i, Instant.now().plusSeconds(60));
            long begun = System.nanoTime();
            CallResult result = toolbox.call(kind.tool(), kind.input(), context);
            nanos[i] = System.nanoTime() - begun;
            assertThat(result).isInstanceOf(CallResult.Succeeded.class);
        }
        return Percentiles.of(nanos);
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class Tools {}
}
