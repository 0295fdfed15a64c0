package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class PausesTest {

    private final Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Test
    void eachIsTwiceAsLongUpToABound() {
        assertThat(Stream.generate(pauses::next).limit(9).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theyBeginAgainWithTheShortest() {
        pauses.next();
        pauses.next();

        pauses.reset();

        assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(2));
    }

    @RepeatedTest(50)
    void chanceTakesHalfAtMost() {
        for (long whole : new long[] {1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000}) {
            assertThat(pauses.nextWithJitter().toMillis()).isBetween(whole / 2, whole);
        }
    }

    @Test
    void theStandardIsASecondUpToAMinute() {
        Timing standard = Timing.STANDARD;

        assertThat(standard.restartAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(standard.refreshAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(standard.restartAtMost()).isEqualTo(Duration.ofMinutes(1));
    }
}
