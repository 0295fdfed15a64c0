package dev.walden.reasoning;

import java.time.Duration;
import java.util.Optional;

/**
 * At most so many requests in any minute. It keeps when the last ones were to be sent; whoever takes a place and does not use it
 * has used it. Thread-safe.
 */
final class Pace {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long[] sent;
    private final RetryClock clock;
    private long taken;

    Pace(int perMinute, RetryClock clock) {
        this.sent = new long[perMinute];
        this.clock = clock;
    }

    /** Whether no place comes before the deadline, in the clock's nanoseconds. */
    synchronized boolean isFullUntil(long deadline) {
        return next(clock.nanos()) - deadline >= 0;
    }

    /** Takes the next place: how long it is until then. Empty, and nothing is taken, when that is not before the deadline. */
    synchronized Optional<Duration> place(long deadline) {
        long now = clock.nanos();
        long at = next(now);
        if (at - deadline >= 0) {
            return Optional.empty();
        }
        sent[oldest()] = at;
        taken++;
        return Optional.of(Duration.ofNanos(at - now));
    }

    private long next(long now) {
        long soonest = sent[oldest()] + MINUTE;
        return taken < sent.length || soonest - now < 0 ? now : soonest;
    }

    private int oldest() {
        return (int) (taken % sent.length);
    }
}
