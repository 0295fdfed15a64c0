package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolRegistryTest {

    private static final String SCHEMA = """
            {"type":"object","properties":{"count":{"type":"integer"},"name":{"type":"string"},
            "tags":{"type":"array","items":{"type":"string"}},"ratio":{"type":"number"},"deep":{"type":"object",
            "properties":{"on":{"type":"boolean"}}}},"required":["count"],"additionalProperties":false}""";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void toolsAreOfferedByNameAndOnlyWhenWhatTheyNeedIsGranted() {
        Tool network =
                new ScriptedTool(tool("fetch").descriptor().needing(Capability.NETWORK), () -> ToolOutput.trusted(""));
        ToolRegistry all = registry(Set.of(Capability.NETWORK), tool("zebra"), network, tool("ant"));
        ToolRegistry local = registry(Set.of(), tool("zebra"), network, tool("ant"));

        assertThat(all.offered()).extracting(ToolDescriptor::name).containsExactly("ant", "fetch", "zebra");
        assertThat(local.offered()).extracting(ToolDescriptor::name).containsExactly("ant", "zebra");
        assertThat(local.check(ToolCall.of("c1", "fetch", Map.of("count", 1L)), Calls.circumstances(false)))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(CallCheck.Callable.class))
                .extracting(CallCheck.Callable::permission)
                .isInstanceOf(CallCheck.Permission.Deny.class);
    }

    @Test
    void argumentsThatFitMakeACallableCall() {
        CallCheck check = check(
                Map.of("count", 3L, "ratio", new BigDecimal("0.5"), "tags", List.of("a"), "deep", Map.of("on", true)));

        assertThat(check).isInstanceOf(CallCheck.Callable.class);
    }

    @Test
    void argumentsThatDoNotFitAreNamedWithWhatWasExpectedAndFound() {
        Map<String, @Nullable Object> arguments = new HashMap<>();
        arguments.put("count", "3");
        arguments.put("name", null);
        arguments.put("extra", 1L);

        CallCheck check = check(arguments);

        assertThat(check)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(CallCheck.Invalid.class))
                .extracting(CallCheck.Invalid::message)
                .asString()
                .contains("/count: string found, integer expected")
                .contains("/name: null found, string expected")
                .contains("extra");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(check(Map.of()))
                .isInstanceOf(CallCheck.Invalid.class)
                .asString()
                .contains("count");
    }

    @Test
    void anUnknownToolIsAnsweredWithTheKnownOnes() {
        CallCheck check =
                registry(tool("ant"), tool("bee")).check(ToolCall.of("c1", "be", Map.of()), Calls.circumstances(false));

        assertThat(check).isEqualTo(new CallCheck.Invalid("There is no tool named be. There are: ant, bee."));
    }

    @Test
    void malformedArgumentsAreShownBack() {
        CallCheck check = registry(tool("ant"))
                .check(new ToolCall("c1", "ant", Map.of(), "{\"count\": 3"), Calls.circumstances(false));

        assertThat(check)
                .isEqualTo(new CallCheck.Invalid("The arguments of ant must be one JSON object; found: {\"count\": 3"));
    }

    @Test
    void aNameThatIsTakenFailsTheStart() {
        assertThatThrownBy(() -> registry(tool("ant"), tool("ant"))).hasMessageContaining("unique; ant is the name of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"type\":\"string\"}",
                "{\"type\":\"objekt\"}",
                "{\"type\":\"object\",\"properties\":3}"
            })
    void aBrokenSchemaFailsTheStartAndNamesTheTool(String schema) {
        Tool broken = ScriptedTool.of("ant", schema, SideEffect.NONE, () -> ToolOutput.trusted(""));

        assertThatThrownBy(() -> registry(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input schema of tool ant");
    }

    @Test
    void configurationOverridesWhatAToolSaysOfItself() {
        SideEffectOverride override = new SideEffectOverride(SideEffect.KEYED, Duration.ofHours(2));
        Tool keyed = ScriptedTool.of("ant", SCHEMA, SideEffect.KEYED, () -> ToolOutput.trusted("done"));

        CallCheck check = registry(Map.of("ant", override), Set.of(), keyed)
                .check(ToolCall.of("c1", "ant", Map.of("count", 1L)), Calls.circumstances(false));

        assertThat(check)
                .isEqualTo(new CallCheck.Callable(
                        new ToolInput(Map.of("count", 1L)),
                        SideEffect.KEYED,
                        Duration.ofSeconds(10),
                        Duration.ofHours(2),
                        new CallCheck.Permission.Allow()));
    }

    @ParameterizedTest
    @EnumSource(
            value = SideEffect.class,
            names = {"NONE", "IDEMPOTENT", "UNSAFE"})
    void noConfigurationMakesAToolKeyedThatSendsNoKey(SideEffect itself) {
        SideEffectOverride override = new SideEffectOverride(SideEffect.KEYED, Duration.ofHours(2));
        Tool keyless = ScriptedTool.of("ant", SCHEMA, itself, () -> ToolOutput.trusted("done"));

        assertThatThrownBy(() -> registry(Map.of("ant", override), Set.of(), keyless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("walden.tools.overrides.ant says keyed")
                .hasMessageContaining("itself says " + itself.code());
    }

    @Test
    void anOverrideToKeyedNeedsALifetime() {
        assertThatThrownBy(() -> new SideEffectOverride(SideEffect.KEYED, null)).hasMessageContaining("key-lifetime");
    }

    @Test
    void everyMeterIsThereFromTheStart() {
        registry(tool("ant"));

        assertThat(meters.find("walden.tools.calls").tag("tool", "ant").counters())
                .extracting(counter -> counter.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("succeeded", "failed", "timed_out", "unknown", "interrupted");
        assertThat(meters.find("walden.tools.call.duration").tag("tool", "ant").timer())
                .isNotNull();
        assertThat(meters.get("walden.tools.abandoned").gauge().value()).isZero();
    }

    @Test
    void aRecordedCallIsCheckedAgainBeforeItRuns() throws Exception {
        CallResult result =
                Calls.make(registry(tool("ant")), "ant", new ToolInput(Map.of("count", "3")), Calls.context());

        assertThat(result).isInstanceOf(CallResult.Failed.class);
    }

    /** Nothing has begun yet that could fail, and the task is not to end for it. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "missing class", "overflow", "assertion", "exception"})
    void aToolThatBreaksWhenItIsAskedForTheClassOfACallIsUnsafe(String how) {
        assertThat(checked(registry(new Breaking(how, SideEffect.NONE, tool("ant")))))
                .extracting(CallCheck.Callable::sideEffect, CallCheck.Callable::keyLifetime)
                .containsExactly(SideEffect.UNSAFE, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "missing class", "overflow", "assertion", "exception"})
    void aToolThatBreaksWhenItIsAskedForTheLifetimeOfAKeyHasTheDeclaredOne(String how) {
        ToolDescriptor declared = new ToolDescriptor(
                "ant", "", SCHEMA, SideEffect.KEYED, Duration.ofSeconds(10), Set.of(), Duration.ofHours(1));
        Tool ant = new ScriptedTool(declared, () -> null);

        assertThat(checked(registry(new Breaking(how, SideEffect.KEYED, ant))))
                .extracting(CallCheck.Callable::sideEffect, CallCheck.Callable::keyLifetime)
                .containsExactly(SideEffect.KEYED, Duration.ofHours(1));
    }

    @Test
    void aToolThatMayNotBeCalledIsNotAskedEither() {
        Tool denied = new ScriptedTool(tool("ant").descriptor().needing(Capability.JAR_PLUGIN), () -> null);

        AtomicInteger asked = new AtomicInteger();

        CallCheck.Callable check = checked(registry(Set.of(), new Counting(asked, denied)));

        assertThat(asked).hasValue(0);
        assertThat(check.sideEffect()).isEqualTo(SideEffect.NONE); // as declared
        assertThat(check.keyLifetime()).isEqualTo(Duration.ZERO);
        assertThat(check.permission()).isInstanceOf(CallCheck.Permission.Deny.class);
    }

    private static CallCheck.Callable checked(ToolRegistry registry) {
        CallCheck check = registry.check(ToolCall.of("c1", "ant", Map.of("count", 1L)), Calls.circumstances(false));
        assertThat(check).isInstanceOf(CallCheck.Callable.class);
        return (CallCheck.Callable) check;
    }

    private CallCheck check(Map<String, @Nullable Object> arguments) {
        return registry(tool("ant")).check(ToolCall.of("c1", "ant", arguments), Calls.circumstances(false));
    }

    private static ScriptedTool tool(String name) {
        return ScriptedTool.of(name, SCHEMA, SideEffect.NONE, () -> ToolOutput.trusted("done"));
    }

    private ToolRegistry registry(Tool... tools) {
        return registry(EnumSet.allOf(Capability.class), tools);
    }

    private ToolRegistry registry(Set<Capability> granted, Tool... tools) {
        return registry(Map.of(), granted, tools);
    }

    private ToolRegistry registry(Map<String, SideEffectOverride> overrides, Set<Capability> granted, Tool... tools) {
        return new ToolRegistry(
                ChangingTools.of(List.of(tools), overrides, ToolSource.NONE),
                new Policy(List.of(), granted),
                new OutputBound(1000),
                InstantSource.system(),
                new ToolMetrics(meters),
                Calls.withoutSecrets());
    }

    /** Counts how often it is asked. */
    private record Counting(AtomicInteger asked, Tool tool) implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return tool.descriptor();
        }

        @Override
        public SideEffect sideEffect(ToolInput input) {
            asked.incrementAndGet();
            return SideEffect.KEYED;
        }

        @Override
        public Duration keyLifetime(ToolInput input) {
            asked.incrementAndGet();
            return Duration.ofHours(1);
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) {
            throw new IllegalStateException("not called");
        }
    }

    /** Breaks when it is asked for the class of a call, or, where that is keyed, for the lifetime of its key. */
    private record Breaking(String how, SideEffect said, Tool tool) implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return tool.descriptor();
        }

        @Override
        public SideEffect sideEffect(ToolInput input) {
            return said == SideEffect.KEYED ? said : broken();
        }

        @Override
        public Duration keyLifetime(ToolInput input) {
            return broken();
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) {
            throw new IllegalStateException("not called");
        }

        @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"
        }) // A plugin without null checks, asked for anything.
        private <T> T broken() {
            return switch (how) {
                case "null" -> null;
                case "missing class" -> throw new NoClassDefFoundError("example/Missing");
                case "overflow" -> throw new StackOverflowError();
                case "assertion" -> throw new AssertionError();
                default -> throw new IllegalStateException("broken");
            };
        }
    }
}
