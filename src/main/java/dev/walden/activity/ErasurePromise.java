package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * By when words that are forgotten now are gone from the log's files too.
 *
 * @param within {@code walden.log.erase-within}
 */
public record ErasurePromise(InstantSource clock, Duration within) {

    /** For words that were forgotten before the call. */
    public Instant fromNow() {
        return clock.instant().plus(within);
    }
}
