package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.rules.RulesEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineGatewayTest {

    private static final Prompt PROMPT = Prompts.of(new Message.User("Hello"));
    private static final ToolDescriptor CALCULATOR = Prompts.tool("calculator", "{\"type\":\"object\"}");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final EngineException broken = EngineException.serverError("Broken.", Optional.empty());

    private final ManualRetryClock clock = new ManualRetryClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void theDefaultEngineAnswersWhenNoneIsNamed() throws Exception {
        EngineGateway gateway = gateway(List.of(), new FakeEngine("one", "1"), new FakeEngine("two", "2"));

        Reasoned reasoned = gateway.reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned).isEqualTo(answer("one", "1"));
    }

    @Test
    void aNamedEngineIsTriedFirst() throws Exception {
        EngineGateway gateway = gateway(List.of("one"), new FakeEngine("one", "1"), new FakeEngine("two", "2"));

        Reasoned reasoned = gateway.reason(PROMPT, Optional.of("two"), MINUTE);

        assertThat(reasoned).isEqualTo(answer("two", "2"));
    }

    @Test
    void aPassingFailureIsTriedAgainAfterAGrowingWait() throws Exception {
        EngineGateway gateway = gateway(List.of(), new FakeEngine("one", broken, broken, "fine"));

        Reasoned reasoned = gateway.reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned).isEqualTo(answer("one", "fine"));
        assertThat(clock.pauses).hasSize(2);
        assertThat(clock.pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(clock.pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void retriesEndAfterThree() throws Exception {
        FakeEngine engine = new FakeEngine("one", broken);

        Reasoned reasoned = gateway(List.of(), engine).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.reply()).isEqualTo(new Reply.Unavailable("engine_error", "Broken."));
        assertThat(engine.timesGiven).hasSize(4);
    }

    @Test
    void theWaitIsNotShorterThanTheEngineAskedFor() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Duration.ofSeconds(7)));

        gateway(List.of(), new FakeEngine("one", limited, "fine")).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(clock.pauses).singleElement().matches(wait -> wait.compareTo(Duration.ofSeconds(7)) >= 0);
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegun() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Duration.ofMinutes(2)));

        Reasoned reasoned = gateway(List.of(), new FakeEngine("one", limited)).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.reply()).isEqualTo(new Reply.Unavailable("rate_limited", "Slow down."));
        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void retriesGetOnlyTheTimeThatIsLeft() throws Exception {
        FakeEngine engine = new FakeEngine("one", broken, "fine");

        gateway(List.of(), engine).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(engine.timesGiven.get(1)).isEqualTo(MINUTE.minus(clock.pauses.getFirst()));
    }

    @Test
    void aPermanentFailureGoesToTheFallbackAtOnce() throws Exception {
        EngineException rejected = EngineException.permanent("rejected", "No such model.");
        FakeEngine first = new FakeEngine("one", rejected);

        Reasoned reasoned =
                gateway(List.of("two"), first, new FakeEngine("two", "2")).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned).isEqualTo(answer("two", "2"));
        assertThat(first.timesGiven).hasSize(1);
    }

    @Test
    void whenAllFailTheCodeIsOfTheWantedEngineAndTheMessageTellsAll() throws Exception {
        FakeEngine one = new FakeEngine("one", EngineException.timedOut("One was slow."));
        FakeEngine two = new FakeEngine("two", EngineException.permanent("rejected", "Two said no."));

        Reasoned reasoned = gateway(List.of("two"), one, two).reason(PROMPT, Optional.empty(), MINUTE);

        Reply expected = new Reply.Unavailable("timeout", "One was slow. Two said no.");
        assertThat(reasoned).isEqualTo(new Reasoned("two", expected, TokenUsage.ZERO));
    }

    @Test
    void aFallbackOfRulesTakesATaskThatItKnowsWholly() throws Exception {
        EngineGateway gateway = gateway(List.of("rules"), new FakeEngine("one", broken), new RulesEngine("rules"));
        Prompt sum = Prompts.with(List.of(), List.of(new Message.User("What is 2 + 2?")), List.of(CALCULATOR));

        Reasoned reasoned = gateway.reason(sum, Optional.empty(), MINUTE);

        assertThat(reasoned.engine()).isEqualTo("rules");
        assertThat(reasoned.reply()).isInstanceOf(Reply.UseTools.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Who was the first king of Rome?",
                "Summarise the history of Rome.",
                "What is 2 + 2? Then write a poem about it.",
                "What time is it?",
                "asdf qwer"
            })
    void aFallbackOfRulesThatCannotDoTheTaskLeavesTheFailureOfTheModel(String task) throws Exception {
        EngineGateway gateway = gateway(List.of("rules"), new FakeEngine("one", broken), new RulesEngine("rules"));
        Prompt prompt = Prompts.with(List.of(), List.of(new Message.User(task)), List.of(CALCULATOR));

        Reasoned reasoned = gateway.reason(prompt, Optional.empty(), MINUTE);

        assertThat(reasoned.reply())
                .isEqualTo(new Reply.Unavailable(
                        "engine_error", "Broken. Engine rules cannot do this task by fixed rules."));
    }

    @Test
    void rulesThatWereWantedSayWhatTheyCannotDo() throws Exception {
        EngineGateway gateway = gateway(List.of(), new FakeEngine("one", "1"), new RulesEngine("rules"));

        Reasoned reasoned = gateway.reason(
                Prompts.of(new Message.User("Who was the first king of Rome?")), Optional.of("rules"), MINUTE);

        assertThat(reasoned.reply())
                .isInstanceOfSatisfying(
                        Reply.Answer.class,
                        answer -> assertThat(answer.text())
                                .contains("I do not know")
                                .doesNotContain("configured"));
    }

    @Test
    void aDefectOfAnEngineIsAReplyToo() throws Exception {
        FakeEngine engine = new FakeEngine("one", new IllegalStateException("bug"));

        Reasoned reasoned = gateway(List.of(), engine).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.reply())
                .isInstanceOfSatisfying(
                        Reply.Unavailable.class,
                        unavailable -> assertThat(unavailable.code()).isEqualTo("engine_error"));
    }

    @Test
    void anUnknownEngineIsUnavailable() throws Exception {
        Reasoned reasoned = gateway(List.of(), new FakeEngine("one", "1")).reason(PROMPT, Optional.of("none"), MINUTE);

        assertThat(reasoned.reply())
                .isEqualTo(
                        new Reply.Unavailable("unknown_engine", "Engine none is not configured; configured are one."));
    }

    @Test
    void anInterruptPassesThrough() {
        EngineGateway gateway = gateway(List.of("one"), new FakeEngine("one", new InterruptedException()));

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> gateway.reason(PROMPT, Optional.empty(), MINUTE));
    }

    @Test
    void attemptsTokensAndRetriesAreCountedFromZero() throws Exception {
        EngineGateway gateway = gateway(List.of(), new FakeEngine("one", broken, "fine"));
        double before = calls("answered");

        gateway.reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(before).isZero();
        assertThat(calls("answered")).isEqualTo(1);
        assertThat(calls("failed")).isEqualTo(1);
        assertThat(meters.get("walden.reasoning.retries").counter().count()).isEqualTo(1);
        assertThat(meters.get("walden.reasoning.call.duration").timer().count()).isEqualTo(2);
        assertThat(meters.get("walden.reasoning.tokens")
                        .tag("direction", "input")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void tokensOfFailedAttemptsCountInTheReplyAndInTheMetrics() throws Exception {
        EngineException costly = broken.costing(new TokenUsage(100, 20));
        FakeEngine one = new FakeEngine("one", costly, costly, "fine");

        Reasoned reasoned = gateway(List.of(), one).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(reasoned.usage()).isEqualTo(new TokenUsage(203, 42));
        assertThat(tokens("one", "input")).isEqualTo(203);
        assertThat(tokens("one", "output")).isEqualTo(42);
    }

    @Test
    void tokensOfEnginesThatFailedCountWhoeverAnswersThen() throws Exception {
        EngineException costly =
                EngineException.permanent("output_truncated", "Too long.").costing(new TokenUsage(100, 20));
        FakeEngine one = new FakeEngine("one", costly);

        Reasoned answered =
                gateway(List.of("two"), one, new FakeEngine("two", "2")).reason(PROMPT, Optional.empty(), MINUTE);
        Reasoned unanswered =
                gateway(List.of("two"), one, new FakeEngine("two", costly)).reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(answered.usage()).isEqualTo(new TokenUsage(103, 22));
        assertThat(unanswered.usage()).isEqualTo(new TokenUsage(200, 40));
        assertThat(tokens("one", "input")).isEqualTo(200);
        assertThat(tokens("two", "input")).isEqualTo(103);
    }

    @Test
    void composePutsTheVersionedInstructionsInFront() {
        Prompt prompt = gateway(List.of(), new FakeEngine("one", "1"))
                .compose(List.of(), List.of(new Message.User("Hello")), List.of());

        assertThat(prompt.version()).isEqualTo("agent-1");
        assertThat(prompt.instructions()).startsWith("You are Walden");
    }

    private double tokens(String engine, String direction) {
        return meters.get("walden.reasoning.tokens")
                .tags("engine", engine, "direction", direction)
                .counter()
                .count();
    }

    private double calls(String outcome) {
        return meters.get("walden.reasoning.calls")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static Reasoned answer(String engine, String text) {
        return new Reasoned(engine, new Reply.Answer(text, List.of()), new TokenUsage(3, 2));
    }

    private EngineGateway gateway(List<String> fallback, Engine... engines) {
        Map<String, Engine> byName = new LinkedHashMap<>();
        for (Engine engine : engines) {
            byName.put(engine.name(), engine);
        }
        Backoff backoff = new Backoff(new SplittableRandom(1));
        Attempts attempts =
                new Attempts(backoff, clock, new ReasoningMetrics(meters, byName.keySet(), Prices.NONE), Guards.NONE);
        return new EngineGateway(
                byName, "one", fallback, Instructions.load(Instructions.CURRENT), attempts, clock, Prices.NONE);
    }
}
