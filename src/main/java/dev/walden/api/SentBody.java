package dev.walden.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** What became of reading the body of a request, within a length and a time: who sends a byte now and then may not hold a place for ever. */
sealed interface SentBody {

    /** For all of it. The container ends a request of which nothing comes at all much earlier. */
    Duration LONGEST = Duration.ofMinutes(2);

    /** It is here. */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
    record Whole(byte[] bytes) implements SentBody {}

    /** There is more than the limit. */
    record TooLong() implements SentBody {}

    /** It was not here in time. */
    record TooSlow() implements SentBody {}

    /**
     * Reads it.
     *
     * @param nanoTime a clock
     */
    static SentBody read(InputStream in, int mostBytes, LongSupplier nanoTime) throws IOException {
        long begun = nanoTime.getAsLong();
        byte[] bytes = new byte[Math.min(mostBytes, 8_192) + 1];
        int length = 0;
        while (true) {
            int read = in.read(bytes, length, bytes.length - length); // whatever is there, so that time is looked at
            if (read < 0) {
                return new Whole(Arrays.copyOf(bytes, length));
            }
            length += read;
            if (length > mostBytes) {
                return new TooLong();
            }
            if (nanoTime.getAsLong() - begun > LONGEST.toNanos()) {
                return new TooSlow();
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(mostBytes + 1L, bytes.length * 2L));
            }
        }
    }
}
