package dev.walden.wal;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What tests replace.
 *
 * @param quiet time without appends after which a marker is written
 * @param newLogId names a new log: 32 hexadecimal digits
 */
record Wiring(Storage storage, Background background, Duration quiet, Supplier<String> newLogId, TailRule tailRule) {

    private static final Duration QUIET = Duration.ofMillis(50);

    /** How it runs outside tests. */
    static Wiring live(WalOptions options) {
        return new Wiring(
                new FileStorage(options.home()),
                new BackgroundThreads(),
                QUIET,
                () -> UUID.randomUUID().toString().replace("-", ""),
                TailScan::highestWatermark);
    }
}
