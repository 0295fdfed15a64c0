package dev.walden.activity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Says from the growth of the last six hours when the room will be used up. Confined to its thread; keeps one sample a minute. */
final class StorageForecast {

    private static final Duration WINDOW = Duration.ofHours(6);
    private static final Duration SPACING = Duration.ofMinutes(1);

    /** Less tells more about the start of a process than about its days. */
    private static final Duration LEAST = Duration.ofMinutes(5);

    private final StorageLimits limits;
    private final Deque<StorageUse> samples = new ArrayDeque<>();

    StorageForecast(StorageLimits limits) {
        this.limits = limits;
    }

    /** Takes in how it is now; returns in how many seconds quota or disk are full, infinity when neither grows towards it. */
    double secondsUntilFull(StorageUse now) {
        samples.removeIf(
                old -> old.at().isBefore(now.at().minus(WINDOW)) || old.at().isAfter(now.at()));
        StorageUse last = samples.peekLast();
        if (last == null || !now.at().isBefore(last.at().plus(SPACING))) {
            samples.addLast(now);
        }
        StorageUse first = samples.getFirst();
        Duration span = Duration.between(first.at(), now.at());
        if (span.compareTo(LEAST) < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = span.toMillis() / 1e3;
        return Math.min(
                until(limits.roomInQuota(now), now.used() - first.used(), seconds),
                until(limits.roomOnDisk(now), first.free() - now.free(), seconds));
    }

    private static double until(long room, long grown, double seconds) {
        return grown <= 0 ? Double.POSITIVE_INFINITY : room / (grown / seconds);
    }

    /** How many samples are kept. */
    int samples() {
        return samples.size();
    }
}
