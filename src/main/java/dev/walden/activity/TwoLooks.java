package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A time that may be acted upon for ever: the clock was looked at twice, some time apart, and in between went on as far as the
 * machine's own count of time did. A clock that was set far ahead for a moment, or back, so does no harm, and one that stays wrong gives
 * people as long to notice. Confined to its thread.
 */
public final class TwoLooks {

    /** How much further the clock may go on, or less far: one part in so many, and a little for a pause between two readings. */
    private static final int DRIFT = 8;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration apart;

    private @Nullable Instant first;
    private long firstNanos;
    private boolean begun;
    private boolean confirmed;

    /**
     * Looks at a clock.
     *
     * @param nanoTime goes on with time, whatever the clock does, in nanoseconds
     * @param apart how long a first look waits to be confirmed
     */
    public TwoLooks(InstantSource clock, LongSupplier nanoTime, Duration apart) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.apart = apart;
    }

    /** How long a first look waits to be confirmed. */
    public Duration apart() {
        return apart;
    }

    /** Looks: the time of the first look when it is confirmed, which it stays. */
    public Optional<Instant> look() {
        begun = first == null || (!confirmed && wentOtherwise(first));
        if (first == null || begun) {
            first = clock.instant();
            firstNanos = nanoTime.getAsLong();
        }
        confirmed |= elapsed().compareTo(apart) >= 0;
        return Optional.of(first).filter(_ -> confirmed);
    }

    /** The time of the last look if it was a first one. */
    public Optional<Instant> begun() {
        return Optional.ofNullable(first).filter(_ -> begun);
    }

    /** Looks for another first time from the next look on. */
    public void again() {
        first = null;
        confirmed = false;
    }

    private boolean wentOtherwise(Instant since) {
        Duration elapsed = elapsed();
        Duration ahead = Duration.between(since, clock.instant()).minus(elapsed);
        return ahead.abs().compareTo(elapsed.dividedBy(DRIFT).plus(PAUSE)) > 0;
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - firstNanos);
    }
}
