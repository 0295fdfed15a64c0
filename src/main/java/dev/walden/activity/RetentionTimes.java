package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long things are kept.
 *
 * @param nanoTime goes on with time, whatever the clock does
 * @param tasks after they ended; empty for ever
 * @param idempotencyKeys after they were used
 */
record RetentionTimes(InstantSource clock, LongSupplier nanoTime, Optional<Duration> tasks, Duration idempotencyKeys) {

    private static final Duration MOST_APART = Duration.ofHours(1);

    /** Of a retention: what it may be exceeded by. */
    private static final int PART = 8;

    /** For what is to expire. */
    TwoLooks looks() {
        Duration part = tasks.orElse(Duration.ZERO).dividedBy(PART);
        return new TwoLooks(clock, nanoTime, part.compareTo(MOST_APART) < 0 ? part : MOST_APART);
    }

    Instant now() {
        return clock.instant();
    }
}
