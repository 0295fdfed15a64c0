package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aTimeIsAMomentADayOrAnAge() {
        assertThat(Period.time("2026-11-20T01:02:03Z", NOW)).isEqualTo("2026-11-20T01:02:03Z");
        assertThat(Period.time("2026-11-20", NOW)).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(Period.time("36h", NOW)).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(Period.time("1d", NOW)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(Period.time(null, NOW)).isNull();
        assertThatThrownBy(() -> Period.time("yesterday", NOW)).hasMessageContaining("found: yesterday");
    }

    @Test
    void aPeriodHoldsItsBeginAndNotItsEnd() {
        var period = new Period(NOW, NOW.plusSeconds(1));

        assertThat(period.holds(NOW)).isTrue();
        assertThat(period.holds(NOW.plusSeconds(1))).isFalse();
        assertThat(period.holds(NOW.minusNanos(1))).isFalse();
        assertThat(new Period(null, null).holds(Instant.MIN)).isTrue();
    }
}
