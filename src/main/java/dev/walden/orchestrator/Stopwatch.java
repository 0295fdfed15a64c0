package dev.walden.orchestrator;

import java.time.Duration;

/** Measures elapsed time; not affected by the wall clock. */
record Stopwatch(long startNanos) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        // Recorded to the millisecond: finer is noise and costs bytes in every record.
        return Duration.ofMillis((System.nanoTime() - startNanos) / 1_000_000);
    }
}
