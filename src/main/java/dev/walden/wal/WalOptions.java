package dev.walden.wal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a log is kept.
 *
 * @param home the data folder; created when missing
 * @param segmentBytes size at which a segment is sealed and the next one begun; an append larger than it gets a larger one
 * @param reserveBytes room kept for the outcomes of work under way when the disk is full; 0 keeps none
 * @param headroomBytes what the log leaves free for what lives beside it: new segments come out of what is beyond
 * @param preFill whether segments are filled with line breaks ahead of use, which makes commits 1.6–2.8 times cheaper; never
 *     done on copy-on-write file systems, where it buys nothing
 * @param clock what {@code at} is taken from
 * @param onFailure told once when the log became unusable by an error, on a thread of the log; must return soon, and tell
 *     the operator: the log itself only throws
 */
public record WalOptions(
        Path home,
        long segmentBytes,
        long reserveBytes,
        long headroomBytes,
        boolean preFill,
        InstantSource clock,
        Consumer<WalException.Unusable> onFailure) {

    private static final Logger LOG = LoggerFactory.getLogger(WalOptions.class);

    /** The smallest {@code segmentBytes} that {@link SegmentedLog#open} takes. */
    public static final long MIN_SEGMENT_BYTES = 64 * 1024;

    /** Refuses sizes that cannot be. */
    public WalOptions {
        if (segmentBytes <= 0 || reserveBytes < 0 || headroomBytes < 0) {
            throw new IllegalArgumentException(
                    "A segment of %d bytes, a reserve of %d bytes and a headroom of %d bytes cannot be."
                            .formatted(segmentBytes, reserveBytes, headroomBytes));
        }
    }

    /** Segments of 64 MiB, a reserve of 32 MiB, no headroom, pre-filled, the system's clock, failures logged. */
    public static WalOptions defaults(Path home) {
        return new WalOptions(home, 64L << 20, 32L << 20, 0, true, InstantSource.system(), WalOptions::logFailure);
    }

    private static void logFailure(WalException.Unusable failure) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("error", failure.getMessage())
                .log("log failed");
    }
}
