package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

    private static final Prompt PROMPT = Prompts.of(new Message.User("Hello"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Prices PRICES = new Prices(Map.of("one", price("0.15", "0.6"), "dear", price("3", "15")));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static Price price(String input, String output) {
        return new Price(new BigDecimal(input), new BigDecimal(output));
    }

    @ParameterizedTest
    @CsvSource({
        "0.15, 0.6, 1000000, 1000000, 0.75",
        "0.15, 0.6, 3, 2, 0.000002", // 1.65 millionths
        "0.15, 0.6, 0, 0, 0",
        "0.0375, 0, 1, 0, 0.000001",
        "0, 10, 7, 3, 0.00003",
        "1000000, 1000000, 9223372036854775807, 9223372036854775807, 1000000000000"
    })
    void aCallCostsItsTokensRoundedUpToAMillionthOnce(
            String input, String output, long read, long written, String cost) {
        assertThat(price(input, output).of(new TokenUsage(read, written))).hasToString(cost);
    }

    @Test
    void anEngineWithoutPriceCostsNothing() {
        assertThat(PRICES.of("rules", new TokenUsage(1000, 1000))).isEqualTo(Cost.NONE);
    }

    /** 1000 tokens of the prompt at 3, and as many of the reply at 15. */
    @Test
    void theDearestOfTheChainIsReserved() {
        EngineGateway gateway = gateway(List.of("dear"), "1", "2");
        Prompt prompt = ofTokens(1000);

        assertThat(gateway.sending(prompt, "one").reservation().cost()).hasToString("0.018");
        assertThat(gateway(List.of(), "1", "2")
                        .sending(prompt, "one")
                        .reservation()
                        .cost())
                .hasToString("0.002608");
        assertThat(gateway.sending(prompt, "dear").reservation().cost()).hasToString("0.018");
    }

    private static Prompt ofTokens(int tokens) {
        int others =
                Prompts.of().version().length() + Prompts.of().instructions().length();
        return Prompts.of(new Message.User("x".repeat(3 * tokens - others)));
    }

    /** What a failure used counts at the price of the engine that failed. */
    @Test
    void eachEngineOfTheChainIsPaidForItself() throws Exception {
        EngineException costing = EngineException.permanent("rejected", "No.").costing(new TokenUsage(1000, 100));

        Reasoned reasoned = gateway(List.of("dear"), costing, "fine").reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.engine()).isEqualTo("dear");
        assertThat(reasoned.usage()).isEqualTo(new TokenUsage(1003, 102));
        assertThat(reasoned.cost()).isEqualTo(new Cost(210 + 39));
        assertThat(paid("one")).isEqualTo(210);
        assertThat(paid("dear")).isEqualTo(39);
    }

    @Test
    void failedAttemptsArePaidAlsoWhenNoneReplies() throws Exception {
        EngineException costing = EngineException.permanent("rejected", "No.").costing(new TokenUsage(1000, 100));

        assertThat(gateway(List.of("dear"), costing, costing)
                        .reason(PROMPT, Optional.empty(), MINUTE)
                        .cost())
                .isEqualTo(new Cost(210 + 4500));
        assertThat(gateway(List.of(), costing, costing)
                        .ask(PROMPT, "dear", MINUTE)
                        .cost())
                .isEqualTo(new Cost(4500));
    }

    @Test
    void retriesArePaid() throws Exception {
        EngineException costing =
                EngineException.serverError("No.", Optional.empty()).costing(new TokenUsage(1000, 100));

        Reasoned reasoned = new EngineGateway(
                        Map.of("one", new FakeEngine("one", costing, costing, "fine")),
                        "one",
                        List.of(),
                        Instructions.load(Instructions.CURRENT),
                        attempts(),
                        new ManualRetryClock(),
                        PRICES)
                .reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.cost()).isEqualTo(PRICES.of("one", new TokenUsage(2003, 202)));
    }

    private double paid(String engine) {
        return meters.get("walden.reasoning.cost")
                .tag("engine", engine)
                .counter()
                .count();
    }

    private Attempts attempts() {
        return new Attempts(
                new Backoff(new SplittableRandom(1)),
                new ManualRetryClock(),
                new ReasoningMetrics(meters, List.of("one", "dear"), PRICES),
                Guards.NONE);
    }

    private EngineGateway gateway(List<String> fallback, Object one, Object dear) {
        return new EngineGateway(
                Map.of("one", new FakeEngine("one", one), "dear", new FakeEngine("dear", dear).writing(1000)),
                "one",
                fallback,
                Instructions.load(Instructions.CURRENT),
                attempts(),
                new ManualRetryClock(),
                PRICES);
    }
}
