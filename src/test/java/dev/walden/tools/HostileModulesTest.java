package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.plugins.PluginFolder;
import dev.walden.tools.wasm.MemoryShare;
import dev.walden.tools.wasm.WasmTool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that never end: their calls do, no thread is left behind, and the memory is there for others. */
class HostileModulesTest {

    private static final Duration AT_MOST = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(strings = {"endless", "endless-start", "endless-alloc", "endless-indirect"})
    void aModuleThatNeverEndsIsInterruptedAtItsLimitAndLeavesNoThreadBehind(String module) throws Exception {
        MemoryShare share = MemoryShare.ofBytes(1 << 20); // one call at a time
        try (ToolRegistry registry = registry(
                WasmTool.load(folder().hostile(module, Map.of("timeLimit", "PT0.2S")), share, InstantSource.system()),
                WasmTool.load(folder().hostile("deep"), share, InstantSource.system()))) {
            CallResult endless = call(registry, module);

            assertThat(endless).isInstanceOf(CallResult.TimedOut.class);
            await().atMost(AT_MOST).until(() -> abandoned() == 0);
            assertThat(call(registry, "deep")).isEqualTo(new CallResult.Succeeded(ToolOutput.untrusted("fine")));
        }
    }

    @Test
    void aCallThatIsCancelledEnds() throws Exception {
        MemoryShare share = MemoryShare.ofBytes(1 << 20);
        CountDownLatch begun = new CountDownLatch(1);
        WasmTool endless = WasmTool.load(folder().hostile("endless"), share, InstantSource.system());
        try (ToolRegistry registry = registry(new Telling(endless, begun))) {
            Thread calling = Thread.ofPlatform().start(() -> {
                try {
                    call(registry, "endless");
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(begun.await(AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();

            calling.interrupt();

            assertThat(calling.join(AT_MOST)).isTrue();
            await().atMost(AT_MOST).until(() -> abandoned() == 0);
        }
    }

    @Test
    void aPluginWithTheNameOfAnotherToolIsRefusedWithItsFileAndWhereBothCameFrom() throws Exception {
        MemoryShare share = MemoryShare.ofBytes(1 << 20);
        WasmTool other =
                WasmTool.load(folder().hostile("deep", Map.of("name", "calculator")), share, InstantSource.system());

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> registry(new CalculatorTool(), other))
                .withMessageContaining("The plugin " + other.file().path() + " cannot be used. ")
                .withMessageContaining("CalculatorTool and deep.wasm");
    }

    @Test
    void anExpressionOfAManifestDoesNotHoldACheckUp() throws Exception {
        Map<String, ?> evil =
                Map.of("type", "object", "properties", Map.of("a", Map.of("type", "string", "pattern", "^(a+)+$")));
        MemoryShare share = MemoryShare.ofBytes(1 << 20);
        try (ToolRegistry registry = registry(
                WasmTool.load(folder().hostile("deep", Map.of("inputSchema", evil)), share, InstantSource.system()))) {
            CallCheck check = registry.check(
                    ToolCall.of("c1", "deep", Map.of("a", "a".repeat(5000) + "!")), Calls.circumstances(false));

            assertThat(check)
                    .isInstanceOfSatisfying(
                            CallCheck.Invalid.class,
                            invalid -> assertThat(invalid.toString()).contains("it takes too long to check"));
        }
    }

    private double abandoned() {
        return meters.get("walden.tools.abandoned").gauge().value();
    }

    private static CallResult call(ToolRegistry registry, String tool) throws InterruptedException {
        return Calls.make(registry, tool, new ToolInput(Map.of()), Calls.context(AT_MOST));
    }

    private ToolRegistry registry(Tool... tools) {
        return new ToolRegistry(
                ChangingTools.of(List.of(tools), Map.of(), ToolSource.NONE),
                new Policy(List.of(), Set.of()),
                new OutputBound(256 << 10),
                InstantSource.system(),
                new ToolMetrics(meters),
                Calls.withoutSecrets());
    }

    private PluginFolder folder() {
        return new PluginFolder(home);
    }

    /** Tells when it is called. */
    private record Telling(Tool tool, CountDownLatch begun) implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return tool.descriptor();
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context)
                throws ToolException, OutcomeUnknownException, InterruptedException {
            begun.countDown();
            return tool.call(input, context);
        }
    }
}
