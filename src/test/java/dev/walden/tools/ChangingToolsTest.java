package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.Capability;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import dev.walden.tools.ToolSource.Sourced;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that come and go while the service runs. */
final class ChangingToolsTest {

    private final AtomicReference<List<Sourced>> sourced = new AtomicReference<>(List.of());
    private final AtomicInteger made = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ToolSource source = new ToolSource() {
        @Override
        public List<Sourced> tools() {
            return sourced.get();
        }

        @Override
        public Optional<String> absent(String tool) {
            return tool.startsWith("away_") ? Optional.of("The server is away.") : Optional.empty();
        }
    };
    private final ToolRegistry registry = new ToolRegistry(
            ChangingTools.of(
                    List.of(ScriptedTool.of(
                            "ant", ScriptedTool.ANY_OBJECT, SideEffect.NONE, () -> ToolOutput.trusted("ours"))),
                    Map.of("s_keyed", new SideEffectOverride(SideEffect.KEYED, Duration.ofHours(1))),
                    source),
            new Policy(List.of(), EnumSet.allOf(Capability.class)),
            new OutputBound(1000),
            InstantSource.system(),
            new ToolMetrics(meters),
            Calls.withoutSecrets());

    @Test
    void toolsAreOfferedAndCalledWhileTheyAreThere() throws Exception {
        sourced.set(List.of(tool("s_bee")));
        assertThat(registry.offered()).extracting(ToolDescriptor::name).containsExactly("ant", "s_bee");
        assertThat(call("s_bee")).isEqualTo(new CallResult.Succeeded(ToolOutput.untrusted("theirs")));

        sourced.set(List.of());

        assertThat(registry.offered()).extracting(ToolDescriptor::name).containsExactly("ant");
        assertThat(call("s_bee")).isInstanceOf(CallResult.Failed.class);
    }

    @Test
    void aToolNeverTakesTheNameOfOneThatStays() throws Exception {
        sourced.set(List.of(tool("ant")));

        assertThat(call("ant")).isEqualTo(new CallResult.Succeeded(ToolOutput.trusted("ours")));
    }

    /** Rules, overrides and secrets are written for our own of these names, wherever those are configured. */
    @ParameterizedTest
    @ValueSource(strings = {"shell", "sql_query", "web_search"})
    void aToolNeverTakesTheNameOfOneThatIsNotConfigured(String name) throws Exception {
        sourced.set(List.of(tool(name)));

        assertThat(registry.offered()).extracting(ToolDescriptor::name).containsExactly("ant");
        assertThat(call(name)).isInstanceOf(CallResult.Failed.class);
    }

    @Test
    void aToolThatIsNotKnownForNowIsNotUnknown() throws Exception {
        assertThat(registry.check(ToolCall.of("c1", "away_bee", Map.of()), Calls.circumstances(false)))
                .isEqualTo(new CallCheck.Unavailable("The server is away."));
        assertThat(call("away_bee")).isEqualTo(new CallResult.Failed("The server is away.", true));
    }

    @Test
    void aToolThatAlwaysSendsItsKeyMayBeBelievedKeyed() {
        sourced.set(List.of(tool("s_keyed")));

        assertThat(registry.check(ToolCall.of("c1", "s_keyed", Map.of()), Calls.circumstances(false)))
                .isInstanceOfSatisfying(CallCheck.Callable.class, callable -> {
                    assertThat(callable.sideEffect()).isEqualTo(SideEffect.KEYED);
                    assertThat(callable.keyLifetime()).isEqualTo(Duration.ofHours(1));
                });
    }

    @Test
    void anExpressionOfSomebodyElseDoesNotHoldACheckUp() {
        Map<String, Object> evil =
                Map.of("type", "object", "properties", Map.of("a", Map.of("type", "string", "pattern", "^(a+)+$")));
        sourced.set(List.of(new Sourced(new KeySender("s_bee", made), Map.copyOf(evil), "s_*")));

        CallCheck check = registry.check(
                ToolCall.of("c1", "s_bee", Map.of("a", "a".repeat(5000) + "!")), Calls.circumstances(false));

        assertThat(check)
                .isInstanceOfSatisfying(
                        CallCheck.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("The arguments of s_bee do not fit its schema: ")
                                .endsWith(".")
                                .doesNotEndWith(".."));
    }

    @Test
    void aCallWhoseToolHasBecomeStricterSinceItWasCheckedIsNotMade() throws Exception {
        sourced.set(List.of(tool("s_bee"))); // says unsafe
        ToolContext context = Calls.context();

        CallResult asChecked = registry.call("s_bee", SideEffect.IDEMPOTENT, new ToolInput(Map.of()), context);

        assertThat(asChecked)
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("was not made", "idempotent when it was checked", "unsafe now"));
        assertThat(made).hasValue(0);
        assertThat(registry.call("s_bee", SideEffect.UNSAFE, new ToolInput(Map.of()), context))
                .isInstanceOf(CallResult.Succeeded.class);
        assertThat(made).hasValue(1);
    }

    @Test
    void whatALostOutcomeMeansIsSaidByTheClassThatWasChecked() throws Exception {
        sourced.set(List.of(new Sourced(
                ScriptedTool.of("s_bee", ScriptedTool.ANY_OBJECT, SideEffect.NONE, () -> {
                    throw new OutcomeUnknownException("lost", new IOException("lost"));
                }),
                Map.of("type", "object"),
                "s_*")));

        assertThat(registry.call("s_bee", SideEffect.UNSAFE, new ToolInput(Map.of()), Calls.context()))
                .isInstanceOf(CallResult.Unknown.class);
    }

    @Test
    void callsAreCountedByServer() throws Exception {
        sourced.set(List.of(tool("s_bee")));

        call("s_bee");

        assertThat(meters.get("walden.tools.calls")
                        .tags("tool", "s_*", "outcome", "succeeded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private CallResult call(String tool) throws InterruptedException {
        return Calls.make(
                registry, tool, new ToolInput(Map.of()), new ToolContext("t1", "se", "sp", "c1", "t1.c1", Instant.MAX));
    }

    private Sourced tool(String name) {
        return new Sourced(new KeySender(name, made), Map.of("type", "object"), "s_*");
    }

    private record KeySender(String name, AtomicInteger made) implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(name, "", ScriptedTool.ANY_OBJECT, SideEffect.UNSAFE, Duration.ofSeconds(10));
        }

        @Override
        public boolean sendsKeyAlways() {
            return true;
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) {
            made.incrementAndGet();
            return ToolOutput.untrusted("theirs");
        }
    }
}
