package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningGateway.Sending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Engines with {@code tools: false}. */
final class ToollessEngineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Prompt OFFERING = Prompts.with(
                    List.of(), List.of(new Message.User("Hello")), List.of(Prompts.tool("big", "x".repeat(9000))))
            .offering(List.of(new OfferedProcedure("p1", "Walks.", true)));

    private final ManualRetryClock clock = new ManualRetryClock();

    /** What is recorded, reserved, sent and shown later is one. */
    @Test
    void anEngineThatCallsNoToolsIsSentNoneAndNoneAreReservedFor() throws Exception {
        FakeEngine mute = new FakeEngine("one", "fine").taking(toolless(200_000));
        FakeEngine able = new FakeEngine("two", "fine").taking(room(200_000));
        EngineGateway gateway = gateway(List.of(), mute, able);

        Sending sending = gateway.sending(OFFERING, "one");
        Reasoned reasoned = gateway.reason(OFFERING, Optional.of("one"), MINUTE);

        assertThat(sending.cut().text()).isEqualTo("w1");
        assertThat(reasoned.cut()).isEqualTo(sending.cut());
        assertThat(mute.prompts).containsExactly(OFFERING.withoutTools());
        assertThat(sending.fingerprint()).isEqualTo(PromptDigest.of(OFFERING.withoutTools()));
        assertThat(PastPrompt.of(OFFERING, "w1").digest())
                .isEqualTo(sending.fingerprint().digest());
        assertThat(sending.reservation().tokens()).isLessThan(4096 + 1000);
        assertThat(gateway.sending(OFFERING, "two").cut()).isEqualTo(Cut.NONE);
        assertThat(gateway.sending(OFFERING, "two").reservation().tokens()).isGreaterThan(4096 + 3000);
    }

    @Test
    void eachEngineOfAChainHasToolsOrNoneByItsOwnCut() throws Exception {
        EngineException broken = EngineException.permanent("broken", "Broken.");
        FakeEngine mute = new FakeEngine("one", broken).taking(toolless(200_000));
        FakeEngine able = new FakeEngine("two", broken).taking(room(200_000));
        FakeEngine last = new FakeEngine("three", "fine").taking(toolless(2000));

        Reasoned reasoned =
                gateway(List.of("two", "three"), mute, able, last).reason(OFFERING, Optional.empty(), MINUTE);

        assertThat(able.prompts).containsExactly(OFFERING);
        assertThat(last.prompts).containsExactly(OFFERING.withoutTools());
        assertThat(reasoned.cut().text()).isEqualTo("w1");
        assertThat(gateway(List.of("three"), mute, last)
                        .sending(OFFERING, "one")
                        .reservation()
                        .tokens())
                .isEqualTo(PromptDigest.of(OFFERING.withoutTools()).promptTokens() + 4096);
    }

    @Test
    void proceduresWithoutToolsAreLeftOutAsWell() throws Exception {
        Prompt offering = Prompts.with(List.of(), List.of(new Message.User("Hello")), List.of())
                .offering(OFFERING.procedures());
        FakeEngine mute = new FakeEngine("one", "fine").taking(toolless(200_000));
        EngineGateway gateway = gateway(List.of(), mute);

        assertThat(gateway.sending(offering, "one").cut().text()).isEqualTo("w1");
        gateway.reason(offering, Optional.of("one"), MINUTE);
        assertThat(mute.prompts)
                .singleElement()
                .satisfies(sent -> assertThat(sent.procedures()).isEmpty());
    }

    /** Those of before were sent them as far as the record says. */
    @Test
    void whatWasRecordedWithToolsIsMadeAgainWithThem() {
        assertThat(PastPrompt.of(OFFERING, "").sent()).isEqualTo(OFFERING);
        assertThat(PastPrompt.of(OFFERING, "r8000,n1").sent()).isEqualTo(OFFERING);
    }

    private static Room toolless(int tokens) {
        return new Room(OptionalInt.of(tokens), 8000, false, false, TokenCounter.ESTIMATE);
    }

    private static Room room(int tokens) {
        return new Room(OptionalInt.of(tokens), 8000, true, false, TokenCounter.ESTIMATE);
    }

    private EngineGateway gateway(List<String> fallback, Engine... engines) {
        Map<String, Engine> byName = new LinkedHashMap<>();
        for (Engine engine : engines) {
            byName.put(engine.name(), engine);
        }
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), byName.keySet(), Prices.NONE);
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        return new EngineGateway(
                byName, "one", fallback, Instructions.load(Instructions.CURRENT), attempts, clock, Prices.NONE);
    }
}
