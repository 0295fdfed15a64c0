package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When forgotten words must be gone from the log.
 *
 * @param within after they were forgotten
 */
record ErasingTime(InstantSource clock, Duration within) {

    /** Begins at half of the time, as a service may be down for a while. */
    boolean due(Instant forgotten) {
        return !clock.instant().isBefore(forgotten.plus(within.dividedBy(2)));
    }

    /** How long it should have been done by now; zero when it need not. */
    Duration overdue(Instant forgotten) {
        Duration late = Duration.between(forgotten.plus(within), clock.instant());
        return late.isNegative() ? Duration.ZERO : late;
    }
}
