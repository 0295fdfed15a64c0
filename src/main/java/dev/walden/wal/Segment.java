package dev.walden.wal;

/** One file of the log. Thread-safe. */
final class Segment {

    private final long first;
    private final String name;
    private final SparseIndex index = new SparseIndex();
    private volatile long durableBytes;

    Segment(long first, long durableBytes) {
        this.first = first;
        this.name = SegmentName.of(first);
        this.durableBytes = durableBytes;
    }

    /** The sequence number of its first record. */
    long first() {
        return first;
    }

    String name() {
        return name;
    }

    SparseIndex index() {
        return index;
    }

    /** Bytes from the start that hold durable lines; what follows is filler or not yet acknowledged. */
    long durableBytes() {
        return durableBytes;
    }

    void durableUpTo(long bytes) {
        durableBytes = bytes;
    }
}
