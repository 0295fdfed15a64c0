package dev.walden.wal;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a stored log is verified.
 *
 * @param threads how many segments are read at the same time, at least 1
 * @param expected a head that was noted earlier and must still be true; null for none
 * @param onBytes told from time to time how many more bytes were read, by any thread
 */
public record VerifyOptions(int threads, @Nullable LogHead expected, LongConsumer onBytes) {

    private static final int MOST_THREADS = 8;

    /** As many threads as there are processors, eight at most; no expectation. */
    public static VerifyOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new VerifyOptions(Math.min(processors, MOST_THREADS), null, bytes -> {});
    }

    /** The same, with somebody who is told how far it is. */
    public VerifyOptions telling(LongConsumer told) {
        return new VerifyOptions(threads, expected, told);
    }
}
