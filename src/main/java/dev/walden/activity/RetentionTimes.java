package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How long things are kept.
 *
 * @param tasks after they ended; empty for ever
 * @param idempotencyKeys after they were used
 */
record RetentionTimes(InstantSource clock, Optional<Duration> tasks, Duration idempotencyKeys) {

    Instant now() {
        return clock.instant();
    }
}
