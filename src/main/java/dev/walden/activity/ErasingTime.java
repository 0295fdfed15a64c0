package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * When forgotten words must be gone from the log.
 *
 * @param within after they were forgotten
 * @param overdue told by how much they are late, zero when they are not
 */
record ErasingTime(InstantSource clock, Duration within, Consumer<Duration> overdue) {

    /** Begins at half of the time, as a service may be down for a while. */
    boolean due(Instant forgotten) {
        return !clock.instant().isBefore(forgotten.plus(within.dividedBy(2)));
    }

    /** Tells of the oldest words that are still there. */
    void tell(Optional<Instant> forgotten) {
        Duration late = forgotten
                .map(since -> Duration.between(since.plus(within), clock.instant()))
                .orElse(Duration.ZERO);
        overdue.accept(late.isNegative() ? Duration.ZERO : late);
    }
}
