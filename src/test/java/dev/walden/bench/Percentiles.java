package dev.walden.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The times of one measurement. */
final class Percentiles {

    private final long[] sortedNanos;

    private Percentiles(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    Duration at(double share) {
        return Duration.ofNanos(sortedNanos[(int) Math.min(sortedNanos.length - 1, share * sortedNanos.length)]);
    }

    /** In milliseconds, for tables. */
    String millis(double share) {
        return millis(at(share));
    }

    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e6);
    }
}
