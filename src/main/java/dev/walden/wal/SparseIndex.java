package dev.walden.wal;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Where some records of a segment begin, by sequence number; at most one in {@link #SPACING_BYTES}. The writer notes what it
 * writes, readers note what they find. Thread-safe.
 */
final class SparseIndex {

    /** A record is found by reading at most about this much. */
    static final int SPACING_BYTES = 16 * 1024;

    private final ConcurrentSkipListMap<Long, Long> offsets = new ConcurrentSkipListMap<>();

    /** Notes where a record begins unless one close before it is known. */
    void note(long seq, long offset) {
        var before = offsets.floorEntry(seq);
        if (before == null || offset - before.getValue() >= SPACING_BYTES) {
            offsets.put(seq, offset);
        }
    }

    /** The last known record at or before {@code seq}. */
    Map.@Nullable Entry<Long, Long> atOrBefore(long seq) {
        return offsets.floorEntry(seq);
    }

    /** The first known record after {@code seq}. */
    Map.@Nullable Entry<Long, Long> after(long seq) {
        return offsets.higherEntry(seq);
    }
}
