package dev.walden.reasoning;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt. Doubling, with jitter over the upper half so that tasks which failed together do
 * not come back together. Thread-safe if the random source is.
 */
final class Backoff {

    /** Attempts after the first. */
    static final int RETRIES = 3;

    private static final Duration FIRST = Duration.ofMillis(500);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait before a retry: what the engine asked for, or longer, never shorter.
     *
     * @param retry 1 for the first
     */
    Duration before(int retry, EngineException failure) {
        Duration full = FIRST.multipliedBy(1L << (retry - 1));
        Duration jittered =
                full.dividedBy(2).plusNanos(random.nextLong(full.dividedBy(2).toNanos() + 1));
        return failure.retryAfter()
                .map(asked -> asked.plus(jittered.dividedBy(10)))
                .orElse(jittered);
    }

    /** A wait that all callers of an engine begin together, so that they do not end it together. */
    Duration somewhatAfter(Duration wait) {
        return wait.plusNanos(random.nextLong(FIRST.toNanos()) + 1);
    }
}
