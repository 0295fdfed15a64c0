package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentPutsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // as nanoTime, it may wrap
    private final RecentPuts puts = new RecentPuts(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void itHoldsNoMoreThanWhatIsPutInAnHour() {
        for (int i = 0; i < 1_000; i++) {
            puts.note("blob" + i);
            pass(Duration.ofMinutes(1));
        }

        assertThat(puts.size()).isLessThanOrEqualTo(61);
    }

    @Test
    void aBlobPutAgainIsRecentAgain() {
        puts.note("a");
        puts.note("b");
        pass(HOUR);
        puts.note("a");
        pass(Duration.ofMinutes(1));
        puts.note("c");

        puts.beginSweep(HOUR.toNanos());

        assertThat(puts.size()).isEqualTo(2);
        assertThat(puts.holdsBack("a")).isTrue();
        assertThat(puts.holdsBack("b")).isFalse();
    }

    @Test
    void whatWasRecentWhenASweepBeganStaysHeldBackHoweverLongItTakes() {
        puts.note("a");
        pass(HOUR.minusMinutes(1));
        puts.beginSweep(HOUR.toNanos());
        pass(HOUR.multipliedBy(3));
        puts.note("b");

        assertThat(puts.holdsBack("a")).isTrue();
        assertThat(puts.holdsBack("b")).isTrue();
        puts.endSweep();
        assertThat(puts.size()).isOne();
    }
}
