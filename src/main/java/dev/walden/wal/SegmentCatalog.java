package dev.walden.wal;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The segments of the log in order. Thread-safe: the writer adds, readers look up. */
final class SegmentCatalog {

    private final ConcurrentSkipListMap<Long, Segment> byFirst = new ConcurrentSkipListMap<>();

    /** Some of the oldest may be plain: rewritten again, or damaged. */
    private final AtomicLong archived = new AtomicLong();

    private final IntConsumer onCount;
    private final LongConsumer onArchived;

    /**
     * An empty one.
     *
     * @param onCount told how many segments there are when that changes
     * @param onArchived told how many of them are archived likewise
     */
    SegmentCatalog(IntConsumer onCount, LongConsumer onArchived) {
        this.onCount = onCount;
        this.onArchived = onArchived;
    }

    /** Adds the newest one, so that the one before it is full. */
    void add(Segment segment) {
        var before = byFirst.lowerEntry(segment.first());
        if (before != null) {
            before.getValue().index().full();
        }
        byFirst.put(segment.first(), segment);
        onCount.accept(byFirst.size());
        if (segment.archived()) {
            onArchived.accept(archived.incrementAndGet());
        }
    }

    /** Puts another form of a segment in its place. */
    void replace(Segment old, Segment by) {
        if (!byFirst.replace(old.first(), old, by)) {
            throw new IllegalStateException("Segment " + old.name() + " was replaced already.");
        }
        onArchived.accept(archived.addAndGet((by.archived() ? 1 : 0) - (old.archived() ? 1 : 0)));
    }

    /** The segment that holds a record, provided that the record exists. */
    @Nullable
    Segment holding(long seq) {
        var entry = byFirst.floorEntry(seq);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Segment after(Segment segment) {
        var entry = byFirst.higherEntry(segment.first());
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Segment oldest() {
        var entry = byFirst.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    /** The first sequence number after a segment; {@link Long#MAX_VALUE} for the last one. */
    long endOf(Segment segment) {
        var next = byFirst.higherKey(segment.first());
        return next == null ? Long.MAX_VALUE : next;
    }

    /** In order, oldest first; a live view. */
    Collection<Segment> all() {
        return byFirst.values();
    }

    /** What plain segments hold, filler not counted. */
    long plainBytes() {
        long bytes = 0;
        for (var segment : byFirst.values()) {
            bytes += segment.archived() ? 0 : segment.durableBytes();
        }
        return bytes;
    }

    @Nullable
    Segment last() {
        var entry = byFirst.lastEntry();
        return entry == null ? null : entry.getValue();
    }

    /** The lowest sequence number held; 1 when there is no segment. */
    long first() {
        var entry = byFirst.firstEntry();
        return entry == null ? 1 : entry.getKey();
    }
}
