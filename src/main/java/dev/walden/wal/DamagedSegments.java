package dev.walden.wal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Full segments that could not be rewritten, so that others do not wait for them. Each is tried again a day later, as somebody may have
 * mended it. Confined to the sealing lane.
 */
final class DamagedSegments {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedSegments.class);
    private static final long TRY_AGAIN = Duration.ofDays(1).toNanos();

    private final LongSupplier nanoTime;

    /** When they were tried, by their first records. */
    private final Map<Long, Long> tried = new HashMap<>();

    DamagedSegments(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether trying it again must wait: that reads all of it. */
    boolean triedLately(Segment segment) {
        Long last = tried.get(segment.first());
        return last != null && nanoTime.getAsLong() - last < TRY_AGAIN;
    }

    /** Tells of it, at the first time in earnest. */
    void found(Segment segment, Exception damage) {
        boolean told = tried.put(segment.first(), nanoTime.getAsLong()) != null;
        LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                .addKeyValue("segment", segment.name())
                .addKeyValue("error", damage.getMessage())
                .log("segment not rewritten, going on with others");
    }

    void mended(Segment segment) {
        tried.remove(segment.first());
    }
}
