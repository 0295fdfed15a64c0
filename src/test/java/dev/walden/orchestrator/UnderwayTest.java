package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.orchestrator.Follower.Reached;
import dev.walden.plugin.CallProgress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UnderwayTest {

    private final AtomicInteger rings = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE); // from here on it is negative
    private final Underway underway = new Underway(rings::incrementAndGet, nanos::get);

    @Test
    void ofEachCallTheNewestIsKept() {
        try (Underway.Call one = underway.begin("c1");
                Underway.Call other = underway.begin("c2")) {
            one.heard(CallProgress.of(1, 3));
            other.heard(CallProgress.of(5, 9));
            one.heard(CallProgress.of(2, 3));

            assertThat(underway.after(0))
                    .extracting(Underway.Said::reached)
                    .containsExactlyInAnyOrder(
                            new Reached("c1", CallProgress.of(2, 3)), new Reached("c2", CallProgress.of(5, 9)));
            assertThat(underway.after(2))
                    .containsExactly(new Underway.Said(3, new Reached("c1", CallProgress.of(2, 3))));
            assertThat(underway.after(3)).isEmpty();
        }
    }

    @Test
    void nothingIsKeptOfACallThatHasEndedWhateverItStillSays() {
        Underway.Call call = underway.begin("c1");
        call.heard(CallProgress.of(1, 3));

        call.close();
        call.heard(CallProgress.of(2, 3));

        assertThat(underway.after(0)).isEmpty();
        assertThat(rings).hasValue(1);
    }

    @Test
    void aFloodWakesThoseWhoFollowAFewTimesASecondOnly() {
        long step = Underway.BETWEEN_RINGS.toNanos() / 1000;
        try (Underway.Call call = underway.begin("c1")) {
            for (int i = 0; i < 10_000; i++) {
                call.heard(CallProgress.of(i, 10_000));
                nanos.addAndGet(step);
            }

            assertThat(rings).hasValue(10);
            assertThat(underway.after(0))
                    .singleElement()
                    .extracting(Underway.Said::reached)
                    .isEqualTo(new Reached("c1", CallProgress.of(9_999, 10_000)));
        }
    }
}
