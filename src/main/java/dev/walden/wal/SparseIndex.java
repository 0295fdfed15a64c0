package dev.walden.wal;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Where some records of a segment begin, by sequence number; at most one in {@link #SPACING_BYTES}, in a segment that is full at
 * most one in {@value #FULL_SPACING_BYTES} bytes. The writer notes what it writes, readers note what they find. Thread-safe.
 */
final class SparseIndex {

    /** A record is found by reading at most about this much. */
    static final int SPACING_BYTES = 16 * 1024;

    /** Leaves six more halvings to a reader, and some kilobytes of memory to a gigabyte of log. */
    private static final int FULL_SPACING_BYTES = 1024 * 1024;

    private final ConcurrentSkipListMap<Long, Long> offsets = new ConcurrentSkipListMap<>();
    private volatile int spacingBytes = SPACING_BYTES;

    /** Notes where a record begins unless one close before it is known. */
    void note(long seq, long offset) {
        var before = offsets.floorEntry(seq);
        if (before == null || offset - before.getValue() >= spacingBytes) {
            offsets.put(seq, offset);
        }
    }

    /** For somebody who goes through the segment from front to back. */
    Notes notes() {
        return new Notes();
    }

    /** Notes what one thread comes by in order, without a look at the index for each record. Confined to its thread. */
    final class Notes {

        private long looked = Long.MIN_VALUE / 2;

        void note(long seq, long offset) {
            if (offset - looked >= SPACING_BYTES) {
                looked = offset;
                SparseIndex.this.note(seq, offset);
            }
        }
    }

    /** The segment is full: keeps only as much as is worth its memory for good. */
    void full() {
        spacingBytes = FULL_SPACING_BYTES;
        long kept = -FULL_SPACING_BYTES;
        for (var entry : offsets.entrySet()) {
            if (entry.getValue() - kept >= FULL_SPACING_BYTES) {
                kept = entry.getValue();
            } else {
                offsets.remove(entry.getKey());
            }
        }
    }

    /** How many records are noted. */
    int size() {
        return offsets.size();
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
