package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.reasoning.ReasoningProperties.BreakerProperties;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final String LATER =
            ". The service's log says with what. Ask again later, or name another engine in walden.reasoning.fallback.";

    private static final Duration REST = Duration.ofSeconds(30);
    private final EngineException broken = EngineException.serverError("Broken.", Optional.empty());

    private final ManualRetryClock clock = new ManualRetryClock();
    private final Breaker breaker = new Breaker("gpt", new BreakerProperties(0.5, 4, 4, REST), clock);

    @Test
    void itOpensAtTheShareOfFailuresAndSaysSinceWhenAndUntilWhen() throws Exception {
        end(true, true, false);
        int stateBefore = breaker.state();
        end(false);
        clock.pause(Duration.ofSeconds(12));

        assertThat(stateBefore).isZero();
        assertThat(breaker.state()).isEqualTo(2);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(breaker::enter)
                .withMessage("Engine gpt rests since 12 s, for 18 s more: 2 of its last 4 requests failed" + LATER)
                .matches(refusal -> refusal.code().equals("engine_resting") && !refusal.retryable());
    }

    @Test
    void afterTheRestOneRequestTriesAndTheOthersAreRefused() throws Exception {
        end(false, false, false, false);
        clock.pause(REST.plusMillis(1));
        int stateBefore = breaker.state();

        int probe = breaker.enter();

        assertThat(stateBefore).isEqualTo(1);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(breaker::enter)
                .withMessage("Engine gpt rests since 31 s, until a request that tries it has its answer:"
                        + " 4 of its last 4 requests failed" + LATER);
        breaker.answered(probe);
        assertThat(breaker.state()).isZero();
        end(true, true);
    }

    @Test
    void aFailureOfTheOneThatTriesBeginsAnotherRest() throws Exception {
        end(false, false, false, false);
        clock.pause(REST.plusMillis(1));
        end(false);

        assertThat(breaker.resting()).isTrue();
        assertThat(breaker.refusal())
                .hasMessage("Engine gpt rests since 0 s, for 30 s more: it failed when it was tried again" + LATER);
    }

    @Test
    void oneThatTriedAndWasGivenUpLeavesItToTheNext() throws Exception {
        end(false, false, false, false);
        clock.pause(REST.plusMillis(1));

        breaker.abandoned(breaker.enter());

        breaker.answered(breaker.enter());
        assertThat(breaker.state()).isZero();
    }

    @Test
    void whatBeganBeforeTheRestSaysNothingOfTheEngineAfterIt() throws Exception {
        int late = breaker.enter();
        end(false, false, false, false);
        clock.pause(REST.plusMillis(1));
        int probe = breaker.enter();

        breaker.failed(late, broken);
        breaker.abandoned(late);

        assertThatExceptionOfType(EngineException.class).isThrownBy(breaker::enter);
        assertThat(breaker.state()).isEqualTo(1);
        breaker.answered(probe);
        assertThat(breaker.state()).isZero();
    }

    private void end(boolean... answered) throws EngineException {
        for (boolean each : answered) {
            int entered = breaker.enter();
            if (each) {
                breaker.answered(entered);
            } else {
                breaker.failed(entered, broken);
            }
        }
    }
}
