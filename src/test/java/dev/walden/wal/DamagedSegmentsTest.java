package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A damaged segment is tried again a day later, or when another process looks. */
class DamagedSegmentsTest {

    private final Segment segment = new Segment(1, 100);
    private long now = Long.MAX_VALUE - 5;
    private final DamagedSegments damaged = new DamagedSegments(() -> now);

    @Test
    void itIsTriedOnceADay() {
        assertThat(damaged.triedLately(segment)).isFalse();

        damaged.found(segment, new WalException.Damaged("a bit flipped"));

        assertThat(damaged.triedLately(segment)).isTrue();
        assertThat(damaged.triedLately(new Segment(2, 100))).isFalse();
        now += Duration.ofDays(1).toNanos() - 1;
        assertThat(damaged.triedLately(segment)).isTrue();
        now++;
        assertThat(damaged.triedLately(segment)).isFalse();
    }

    @Test
    void onceMendedItIsLikeAnyOther() {
        damaged.found(segment, new WalException.Damaged("a bit flipped"));

        damaged.mended(segment);

        assertThat(damaged.triedLately(segment)).isFalse();
    }
}
