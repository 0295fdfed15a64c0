package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningProperties.BreakerProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway where engine {@code one} has limits and {@code two} is the fallback. */
class GuardedGatewayTest {

    private static final Prompt PROMPT = Prompts.of(new Message.User("Hello"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String[] FOUR = {"breaker.window=4", "breaker.minimum-calls=4"};

    private final ManualRetryClock clock = new ManualRetryClock();
    private final Backoff backoff = new Backoff(new SplittableRandom(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EngineException broken = EngineException.serverError("Broken.", Optional.empty());

    @Test
    void anEngineThatRestsIsPassedOverAtOnceUntilItAnswersAgain() throws Exception {
        FakeEngine one = new FakeEngine("one", broken, broken, broken, broken, "fine");
        EngineGateway gateway = gateway(one, FOUR);

        Reasoned fourFailures = gateway.reason(PROMPT, Optional.empty(), MINUTE);
        int pauses = clock.pauses.size();
        Reasoned resting = gateway.reason(PROMPT, Optional.empty(), MINUTE);
        int asked = one.timesGiven.size();
        double state = meters.get("walden.reasoning.breaker")
                .tag("engine", "one")
                .gauge()
                .value();
        clock.pause(Duration.ofSeconds(31));
        Reasoned rested = gateway.reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(List.of(fourFailures.engine(), resting.engine(), rested.engine()))
                .containsExactly("two", "two", "one");
        assertThat(asked).isEqualTo(4);
        assertThat(clock.pauses).hasSize(pauses + 1);
        assertThat(state).isEqualTo(2);
        assertThat(refused("engine_resting")).isEqualTo(1);
        assertThat(meters.get("walden.reasoning.breaker")
                        .tag("engine", "one")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void noRetryIsWaitedForOnceTheEngineRests() throws Exception {
        FakeEngine one = new FakeEngine("one", broken);

        gateway(one, "breaker.window=2", "breaker.minimum-calls=2").reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(one.timesGiven).hasSize(2);
        assertThat(clock.pauses).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "server, PT5M, 2",
        "connection, PT5M, 2",
        "timeout, PT5M, 2",
        "timeout, PT20S, 0",
        "limited, PT5M, 0",
        "rejected, PT5M, 0",
        "defect, PT5M, 0"
    })
    void onlyWhatTheEngineIsToBlameForMakesItRest(String kind, Duration time, double state) throws Exception {
        Exception failure = switch (kind) {
            case "server" -> broken;
            case "connection" -> EngineException.connectionFailed("Lost.");
            case "timeout" -> EngineException.timedOut("Slow.");
            case "limited" -> EngineException.rateLimited("Slow down.", Optional.empty());
            case "rejected" -> EngineException.permanent("engine_rejected", "No such model.");
            default -> new IllegalStateException("bug");
        };
        EngineGateway gateway = gateway(new FakeEngine("one", failure), FOUR);

        for (int task = 0; task < 4; task++) {
            gateway.reason(PROMPT, Optional.empty(), time);
        }

        assertThat(meters.get("walden.reasoning.breaker")
                        .tag("engine", "one")
                        .gauge()
                        .value())
                .isEqualTo(state);
    }

    @Test
    void moreRequestsThanAMinuteHasWaitForTheNext() throws Exception {
        EngineGateway gateway = gateway(new FakeEngine("one", "fine"), "limits.requests-per-minute=2");

        for (int task = 0; task < 5; task++) {
            assertThat(gateway.reason(PROMPT, Optional.empty(), HOUR).engine()).isEqualTo("one");
        }

        assertThat(clock.pauses).containsExactly(MINUTE, MINUTE);
    }

    @Test
    void aTaskWithoutTheTimeToWaitForTheNextMinuteGoesToTheFallbackAtOnce() throws Exception {
        EngineGateway gateway = gateway(new FakeEngine("one", "fine"), "limits.requests-per-minute=1");
        gateway.reason(PROMPT, Optional.empty(), MINUTE);

        Reasoned reasoned = gateway.reason(PROMPT, Optional.empty(), MINUTE);
        Reply alone = gateway.ask(PROMPT, "one", MINUTE).reply();

        assertThat(reasoned.engine()).isEqualTo("two");
        assertThat(clock.pauses).isEmpty();
        assertThat(alone)
                .isEqualTo(new Reply.Unavailable(
                        "rate_limited",
                        "Engine one was not asked: its requests a minute are taken for longer than the task has time. Raise its"
                                + " limits.requests-per-minute if its provider allows more, give the task more time,"
                                + " or name another engine in walden.reasoning.fallback."));
        assertThat(refused("rate_limited")).isEqualTo(2);
    }

    @Test
    void whatOneTaskWasToldToWaitAllWait() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Duration.ofSeconds(7)));
        FakeEngine one = new FakeEngine("one", limited, "fine");
        EngineGateway gateway = gateway(one);

        Reasoned told = gateway.reason(PROMPT, Optional.empty(), Duration.ofSeconds(5));
        Reasoned short5 = gateway.reason(PROMPT, Optional.empty(), Duration.ofSeconds(5));
        int askedMeanwhile = one.timesGiven.size();
        Reasoned patient = gateway.reason(PROMPT, Optional.empty(), MINUTE);
        gateway.reason(PROMPT, Optional.empty(), MINUTE);

        assertThat(List.of(told.engine(), short5.engine(), patient.engine())).containsExactly("two", "two", "one");
        assertThat(askedMeanwhile).isEqualTo(1);
        assertThat(clock.pauses)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_501)));
        assertThat(one.timesGiven.get(1)).isEqualTo(MINUTE.minus(clock.pauses.getFirst()));
    }

    @Test
    void anEngineThatAsksForADayIsTriedAgainAfterTenMinutes() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Duration.ofDays(1)));
        EngineGateway gateway = gateway(new FakeEngine("one", limited, "fine"));
        gateway.reason(PROMPT, Optional.empty(), HOUR);

        Reasoned reasoned = gateway.reason(PROMPT, Optional.empty(), HOUR);

        assertThat(reasoned.engine()).isEqualTo("one");
        assertThat(clock.pauses)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Hold.LONGEST, Hold.LONGEST.plusMillis(501)));
    }

    /** It would keep its place for an hour that others do not wait, with a fallback that nobody asks. */
    @Test
    void theTaskThatIsToldSoGoesToTheFallbackAndWaitsNoLongerThanOthers() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Duration.ofMinutes(50)));
        EngineGateway gateway = gateway(new FakeEngine("one", limited, "fine"));

        assertThat(gateway.reason(PROMPT, Optional.empty(), HOUR).engine()).isEqualTo("two");
        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void whatAllWaitTheTaskThatIsToldSoWaitsToo() throws Exception {
        EngineException limited = EngineException.rateLimited("Slow down.", Optional.of(Hold.LONGEST));
        EngineGateway gateway = gateway(new FakeEngine("one", limited, "fine"));

        assertThat(gateway.reason(PROMPT, Optional.empty(), HOUR).engine()).isEqualTo("one");
    }

    @Test
    void whoGetsNoTurnInItsTimeIsToldSoAndATurnThatWasGivenBackIsTaken() throws Exception {
        Guard guard = new Guard("one", EngineSettings.of("openai", "limits.max-concurrent=1"), null, clock, backoff);
        Guard.Pass first = guard.enter(clock.nanos() + 1);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> guard.enter(clock.nanos() + 1))
                .withMessage(
                        "Engine one was not asked: its 1 requests at the same time were taken for all of the task's time."
                                + " Raise its limits.max-concurrent if it works on more at once, give the task more time, or"
                                + " name another engine in walden.reasoning.fallback.")
                .matches(refusal -> refusal.code().equals("engine_busy"));
        first.close();
        guard.enter(clock.nanos() + 1).close();
        guard.enter(clock.nanos() + 1).close();
        assertThat(guard.waiting()).isZero();
    }

    @Test
    void aTurnIsGivenBackByWhomTheBreakerThenRefuses() throws Exception {
        Breaker breaker = new Breaker("one", new BreakerProperties(0.5, 4, 4, Duration.ofSeconds(1)), clock);
        Guard guard = new Guard("one", EngineSettings.of("openai", "limits.max-concurrent=2"), breaker, clock, backoff);
        for (int request = 0; request < 4; request++) {
            breaker.failed(breaker.enter(), broken);
        }
        clock.pause(Duration.ofMillis(1_001));
        Guard.Pass probe = guard.enter(clock.nanos() + 1);

        for (int other = 0; other < 3; other++) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> guard.enter(clock.nanos() + 1))
                    .matches(refusal -> refusal.code().equals("engine_resting"));
        }
        probe.answered();
        probe.close();
        List<Guard.Pass> both = List.of(guard.enter(clock.nanos() + 1), guard.enter(clock.nanos() + 1));
        assertThat(both).doesNotHaveDuplicates();
    }

    /** Waiting for it would be for nothing: whoever tries a server that hangs has its turn for all of its timeout. */
    @Test
    void nobodyWaitsForTheTurnOfTheOneThatTriesTheEngine() throws Exception {
        Breaker breaker = new Breaker("one", new BreakerProperties(0.5, 1, 1, Duration.ofSeconds(1)), clock);
        Guard guard = new Guard("one", EngineSettings.of("ollama", "limits.max-concurrent=1"), breaker, clock, backoff);
        breaker.failed(breaker.enter(), broken);
        clock.pause(Duration.ofMillis(1_001));

        for (int probes = 0; probes < 2; probes++) {
            try (Guard.Pass _ = guard.enter(clock.nanos() + 1)) {
                assertThatExceptionOfType(EngineException.class)
                        .isThrownBy(() -> guard.enter(clock.nanos() + 1))
                        .matches(refusal -> refusal.code().equals("engine_resting"));
            } // without a word of what became of it: the next may try
        }
        try (Guard.Pass probe = guard.enter(clock.nanos() + 1)) {
            probe.answered();
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> guard.enter(clock.nanos() + 1))
                    .matches(refusal -> refusal.code().equals("engine_busy"));
        }
        guard.enter(clock.nanos() + 1).close();
    }

    @Test
    void whoWaitedForAPlaceAndThenForTheEngineTakesAnotherPlace() throws Exception {
        Guard guard =
                new Guard("one", EngineSettings.of("openai", "limits.requests-per-minute=1"), null, clock, backoff);
        long inAnHour = clock.nanos() + HOUR.toNanos();
        Guard.Pass first = guard.enter(inAnHour);
        clock.meanwhile = () -> first.failed(EngineException.rateLimited("429", Optional.of(Duration.ofSeconds(90))));

        guard.enter(inAnHour).close();
        long second = clock.nanos();
        guard.enter(inAnHour).close();

        assertThat(Duration.ofNanos(second)).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(151));
        assertThat(Duration.ofNanos(clock.nanos() - second)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    /** Waiting for a turn is no part of its timeout. */
    @Test
    void aModelInThisProcessIsAskedForOneReplyAfterAnother() throws Exception {
        Guard guard = new Guard("one", EngineSettings.of("llama"), null, clock, backoff);
        Guard.Pass first = guard.enter(clock.nanos() + 1);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> guard.enter(clock.nanos() + 1))
                .matches(refusal -> refusal.code().equals("engine_busy"));
        first.close();
        guard.enter(clock.nanos() + 1).close();
    }

    @Test
    void enginesWithinThisProcessHaveNoGuardUnlessTheyAreGivenOne() {
        Guards guards = Guards.of(
                Map.of(
                        "model", EngineSettings.of("openai"),
                        "local", EngineSettings.of("llama"),
                        "rules", EngineSettings.of("rules"),
                        "script", EngineSettings.of("scripted"),
                        "slow", EngineSettings.of("scripted", "limits.max-concurrent=1"),
                        "frail", EngineSettings.of("scripted", "breaker.rest=1s")),
                clock,
                backoff);

        assertThat(List.of("model", "local", "rules", "script", "slow", "frail"))
                .filteredOn(name -> guards.of(name) != null)
                .containsExactly("model", "local", "slow", "frail");
        assertThat(guards.breakerState("rules") + guards.waiting("rules")).isZero();
    }

    private double refused(String code) {
        return meters.get("walden.reasoning.refused")
                .tags("engine", "one", "code", code)
                .counter()
                .count();
    }

    private EngineGateway gateway(FakeEngine one, String... settings) {
        Map<String, Engine> engines = new LinkedHashMap<>();
        for (Engine engine : Arrays.asList(one, new FakeEngine("two", "2"))) {
            engines.put(engine.name(), engine);
        }
        Guards guards = Guards.of(Map.of("one", EngineSettings.of("openai", settings)), clock, backoff);
        ReasoningMetrics metrics = new ReasoningMetrics(meters, engines.keySet(), Prices.NONE);
        metrics.watch(guards, engines.keySet());
        Attempts attempts = new Attempts(backoff, clock, metrics, guards);
        return new EngineGateway(
                engines, "one", List.of("two"), Instructions.load(Instructions.CURRENT), attempts, clock, Prices.NONE);
    }
}
