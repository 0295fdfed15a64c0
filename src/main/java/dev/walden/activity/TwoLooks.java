package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A time that may be acted upon for ever: the clock was looked at twice, some time apart, and in between went on no further than the
 * machine's own count of time did. A clock that was set far ahead for a moment so does no harm, and one that stays wrong gives people as
 * long to notice. Confined to its thread.
 */
final class TwoLooks {

    /** How much further the clock may go on: one part in so many, and a little for a pause between two readings. */
    private static final int DRIFT = 8;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration apart;

    private @Nullable Instant first;
    private long firstNanos;
    private boolean begun;
    private boolean confirmed;

    TwoLooks(InstantSource clock, LongSupplier nanoTime, Duration apart) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.apart = apart;
    }

    /** How long a first look waits to be confirmed. */
    Duration apart() {
        return apart;
    }

    /** Looks: the time of the first look when it is confirmed, which it stays. */
    Optional<Instant> look() {
        begun = first == null || (!confirmed && movedTooFar(first));
        if (first == null || begun) {
            first = clock.instant();
            firstNanos = nanoTime.getAsLong();
        }
        confirmed |= elapsed().compareTo(apart) >= 0;
        return Optional.of(first).filter(_ -> confirmed);
    }

    /** Whether the last look was a first one. */
    boolean begun() {
        return begun;
    }

    /** Looks for another first time from the next look on. */
    void again() {
        first = null;
        confirmed = false;
    }

    private boolean movedTooFar(Instant since) {
        Duration elapsed = elapsed();
        Duration moved = Duration.between(since, clock.instant());
        return moved.isNegative()
                || moved.compareTo(elapsed.plus(elapsed.dividedBy(DRIFT)).plus(PAUSE)) > 0;
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - firstNanos);
    }
}
