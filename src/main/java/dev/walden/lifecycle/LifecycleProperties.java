package dev.walden.lifecycle;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the service stops and logs.
 *
 * @param stopDeadline How long running steps may go on at a stop before they are interrupted and recorded, to resume at the
 *     next start. Zero to ten minutes; the whole stop is bounded by ten seconds more.
 * @param logWhenFull What becomes of log lines when console or file do not keep up: drop counts and drops them, block lets the
 *     logging thread wait.
 */
@Validated
@ConfigurationProperties("walden.lifecycle")
record LifecycleProperties(
        @DurationMin @DurationMax(minutes = 10) @DefaultValue("20s")
        Duration stopDeadline,

        @DefaultValue("drop") LogQueue.WhenFull logWhenFull) {

    /** From the first sign of the end to the last instruction. The unit's TimeoutStopSec lies above it. */
    Duration wholeStop() {
        return stopDeadline.plusSeconds(10);
    }

    /**
     * The drain with its interruptions takes up to three seconds more than the deadline, the port up to two; what is closed
     * last has three: blobs half a second, the log's background work one, log lines one, the log's last commit what is left.
     */
    StopTimes stopTimes() {
        return new StopTimes(stopDeadline, Duration.ofSeconds(3), wholeStop().minusSeconds(3));
    }
}
