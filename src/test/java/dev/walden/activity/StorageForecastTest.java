package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the room will be used up, told from samples at made-up times. */
class StorageForecastTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final long DISK = 1_000_000;
    private static final long FLOOR = 1_000;

    private final StorageForecast forecast = new StorageForecast(new StorageLimits(100_000, FLOOR));

    private double after(Duration time, long used, long free) {
        return forecast.secondsUntilFull(new StorageUse(NOON.plus(time), used, 0, 0, free, DISK));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void theQuotaIsReachedAtThePaceOfTheLastHours() {
        after(Duration.ZERO, 10_000, DISK);

        double seconds = after(minutes(60), 40_000, DISK);

        assertThat(seconds).isCloseTo(2 * 3_600, within(1e-6));
    }

    @Test
    void aDiskThatOthersFillIsForeseenToo() {
        after(Duration.ZERO, 10_000, 21_000);

        double seconds = after(minutes(10), 10_000, 11_000);

        assertThat(seconds).isCloseTo(600, within(1e-6));
    }

    @Test
    void whatDoesNotGrowIsNeverFull() {
        after(Duration.ZERO, 50_000, DISK / 2);

        assertThat(after(minutes(60), 50_000, DISK / 2)).isEqualTo(NEVER);
        assertThat(after(minutes(90), 20_000, DISK)).isEqualTo(NEVER);
    }

    @Test
    void theFirstMinutesTellNothing() {
        assertThat(after(Duration.ZERO, 0, DISK)).isEqualTo(NEVER);
        assertThat(after(minutes(4), 90_000, DISK)).isEqualTo(NEVER);
        assertThat(after(minutes(5), 90_000, DISK)).isLessThan(NEVER);
    }

    @Test
    void whatIsFullAlreadyIsFullNow() {
        after(Duration.ZERO, 0, DISK);

        assertThat(after(minutes(60), 120_000, DISK)).isZero();
    }

    @Test
    void growthOfYesterdayDoesNotCountAndNoMoreIsKeptThanSixHours() {
        after(Duration.ZERO, 0, DISK);
        double seconds = 0;
        for (int second = 0; second <= 8 * 3_600; second += 20) {
            seconds = after(Duration.ofSeconds(second), 60_000, DISK);
        }

        assertThat(seconds).isEqualTo(NEVER);
        assertThat(forecast.samples()).isLessThanOrEqualTo(6 * 60 + 1);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        after(minutes(60), 10_000, DISK);

        assertThat(after(Duration.ZERO, 20_000, DISK)).isEqualTo(NEVER);
        assertThat(after(minutes(10), 30_000, DISK)).isCloseTo(4_200, within(1e-6));
    }
}
