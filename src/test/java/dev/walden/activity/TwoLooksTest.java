package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A time is trusted when the clock went on as time did. */
final class TwoLooksTest {

    private static final Instant FIRST = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration APART = Duration.ofHours(1);

    private final AtomicReference<Instant> clock = new AtomicReference<>(FIRST);
    private final AtomicLong nanos = new AtomicLong();
    private final TwoLooks looks = new TwoLooks(clock::get, nanos::get, APART);

    private void pass(Duration byClock, Duration byMachine) {
        clock.updateAndGet(now -> now.plus(byClock));
        nanos.addAndGet(byMachine.toNanos());
    }

    @Test
    void theFirstTimeIsConfirmedByAClockThatGoesALittleWrong() {
        assertThat(looks.look()).isEmpty();
        assertThat(looks.begun()).contains(FIRST);
        pass(APART.minusMinutes(7), APART);

        assertThat(looks.look()).contains(FIRST);
        assertThat(looks.begun()).isEmpty();
    }

    @Test
    void beforeItsTimeNothingIsConfirmed() {
        looks.look();
        pass(APART.minusSeconds(1), APART.minusSeconds(1));

        assertThat(looks.look()).isEmpty();
        assertThat(looks.begun()).isEmpty();
    }

    @Test
    void aClockThatWasSetAheadMeanwhileIsLookedAtAnew() {
        looks.look();
        pass(APART.plusMinutes(9), APART);

        assertThat(looks.look()).isEmpty();
        assertThat(looks.begun()).contains(clock.get());
    }

    @Test
    void aClockThatWasSetBackMeanwhileIsLookedAtAnew() {
        looks.look();
        pass(APART.minusMinutes(9), APART);

        assertThat(looks.look()).isEmpty();
        assertThat(looks.begun()).contains(clock.get());
        pass(APART, APART);
        assertThat(looks.look()).contains(FIRST.plus(APART).minus(Duration.ofMinutes(9)));
    }
}
