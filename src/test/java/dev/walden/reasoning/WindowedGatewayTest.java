package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningGateway.Sending;
import dev.walden.reasoning.rules.RulesEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each engine is asked with as much as it has room for. */
final class WindowedGatewayTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Prompt LONG = prompt(40);

    private final ManualRetryClock clock = new ManualRetryClock();
    private Prices prices = Prices.NONE;

    @Test
    void anEngineIsAskedWithWhatFitsAndSaysWhatItWasNotSent() throws Exception {
        FakeEngine small = new FakeEngine("one", "fine").taking(room(2000));

        Reasoned reasoned = gateway(List.of(), small).reason(LONG, Optional.empty(), MINUTE);

        assertThat(reasoned.cut().items()).isBetween(1, 39);
        assertThat(small.prompts.getFirst())
                .isEqualTo(PromptParts.of(LONG).without(reasoned.cut()))
                .isNotEqualTo(LONG);
    }

    @Test
    void aFallbackGetsWhatFitsItself() throws Exception {
        FakeEngine small = new FakeEngine("one", EngineException.permanent("broken", "Broken.")).taking(room(2000));
        FakeEngine large = new FakeEngine("two", "fine").taking(room(200_000));

        Reasoned reasoned = gateway(List.of("two"), small, large).reason(LONG, Optional.empty(), MINUTE);

        assertThat(small.prompts.getFirst().recalled()).hasSizeLessThan(40);
        assertThat(large.prompts).containsExactly(LONG);
        assertThat(reasoned.cut()).isEqualTo(Cut.NONE);
    }

    @Test
    void whatFitsNowhereGoesToAnEngineWithALargerWindow() throws Exception {
        FakeEngine small = new FakeEngine("one", "never").taking(room(2000));
        FakeEngine large = new FakeEngine("two", "fine").taking(room(200_000));
        Prompt tooLong = Prompts.of(new Message.User("x".repeat(30_000)));

        Reasoned reasoned = gateway(List.of("two"), small, large).reason(tooLong, Optional.empty(), MINUTE);

        assertThat(reasoned.engine()).isEqualTo("two");
        assertThat(small.prompts).isEmpty();
    }

    @Test
    void withoutOneTheTaskIsToldThatItIsTooLong() throws Exception {
        FakeEngine small = new FakeEngine("one", "never").taking(room(2000));
        Prompt tooLong = Prompts.of(new Message.User("x".repeat(30_000)));

        Reasoned reasoned = gateway(List.of(), small).reason(tooLong, Optional.empty(), MINUTE);

        assertThat(reasoned.reply()).isInstanceOfSatisfying(Reply.Unavailable.class, why -> {
            assertThat(why.code()).isEqualTo("context_exceeded");
            assertThat(why.message()).startsWith("The prompt does not fit into what engine one reads at once");
        });
        assertThat(small.timesGiven).isEmpty();
    }

    @Test
    void theDigestAndTheReservationAreOfWhatTheFirstEngineIsSent() {
        FakeEngine small = new FakeEngine("one", "fine").taking(room(2000));

        Sending sending = gateway(List.of(), small).sending(LONG, "one");

        Prompt sent = PromptParts.of(LONG).without(sending.cut());
        assertThat(sending.cut().items()).isPositive();
        assertThat(sending.fingerprint()).isEqualTo(PromptDigest.of(sent));
        assertThat(sending.fingerprint().promptTokens()).isLessThanOrEqualTo(2000);
    }

    @Test
    void aFallbackThatIsSentMoreIsReservedFor() {
        FakeEngine small = new FakeEngine("one", "fine").taking(room(2000));
        FakeEngine large = new FakeEngine("two", "fine").taking(room(200_000));
        Price price = new Price(BigDecimal.ONE, BigDecimal.ZERO);
        prices = new Prices(Map.of("one", price, "two", price));

        Reservation alone = gateway(List.of(), small).sending(LONG, "one").reservation();
        Reservation both =
                gateway(List.of("two"), small, large).sending(LONG, "one").reservation();

        assertThat(alone.cost().micros()).isLessThanOrEqualTo(2000);
        assertThat(alone.tokens()).isLessThanOrEqualTo(2000 + Engine.USUAL_REPLY_TOKENS);
        assertThat(both.cost().micros()).isEqualTo(PromptDigest.of(LONG).promptTokens());
        assertThat(both.tokens()).isEqualTo(PromptDigest.of(LONG).promptTokens() + Engine.USUAL_REPLY_TOKENS);
    }

    @Test
    void theLongestReplyOfTheEngineIsReserved() {
        FakeEngine brief = new FakeEngine("one", "fine").taking(room(2000)).writing(50);
        FakeEngine wordy = new FakeEngine("two", "fine").taking(room(1000)).writing(32_000);
        long prompt =
                gateway(List.of(), brief).sending(LONG, "one").fingerprint().promptTokens();

        assertThat(reserved(List.of(), brief)).isEqualTo(prompt + 50);
        assertThat(reserved(List.of("two"), brief, wordy)).isEqualTo(1000 + 32_000);
        assertThat(reserved(List.of("rules"), brief, new RulesEngine("rules"))).isEqualTo(prompt + 50);
        assertThat(reserved(List.of(), new RulesEngine("one"))).isZero();
        assertThat(reserved(List.of("none"), brief))
                .isEqualTo(PromptDigest.of(LONG).promptTokens() + 4096);
    }

    private long reserved(List<String> fallback, Engine... engines) {
        return gateway(fallback, engines).sending(LONG, "one").reservation().tokens();
    }

    @Test
    void rulesReadResultsWhole() throws Exception {
        String page = "x".repeat(20_000);
        Prompt fetched = Prompts.with(
                List.of(),
                List.of(
                        new Message.User("Fetch https://example.org/page"),
                        new Message.Assistant(
                                "",
                                List.of(ToolCall.of(
                                        "c1",
                                        "http_request",
                                        Map.of("method", "GET", "url", "https://example.org/page")))),
                        new Message.ToolResult("c1", "http_request", page, true, false)),
                List.of(Prompts.tool(LongResult.TOOL, "{}")));
        FakeEngine model = new FakeEngine("two", "fine").taking(room(200_000));

        EngineGateway gateway = gateway(List.of(), new RulesEngine("one"), model);

        assertThat(gateway.sending(fetched, "one").cut()).isEqualTo(Cut.NONE);
        assertThat(gateway.sending(fetched, "two").cut()).isEqualTo(new Cut(0, 0, 0, 8000, 0, 0, 0));
        assertThat(gateway.sending(fetched, "one").fingerprint())
                .isEqualTo(PromptDigest.of(Fitting.whole(fetched).prompt()));
    }

    private static Prompt prompt(int items) {
        List<RecalledItem> recalled = new ArrayList<>(IntStream.range(0, items)
                .mapToObj(i -> new RecalledItem("m" + i, "fact", "word ".repeat(60), i, true))
                .toList());
        return Prompts.with(recalled, List.of(new Message.User("Hello")), List.of());
    }

    private static Room room(int tokens) {
        return new Room(OptionalInt.of(tokens), 8000, true, false, TokenCounter.ESTIMATE);
    }

    private EngineGateway gateway(List<String> fallback, Engine... engines) {
        Map<String, Engine> byName = new LinkedHashMap<>();
        for (Engine engine : engines) {
            byName.put(engine.name(), engine);
        }
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), byName.keySet(), prices);
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        return new EngineGateway(
                byName, "one", fallback, Instructions.load(Instructions.CURRENT), attempts, clock, prices);
    }
}
