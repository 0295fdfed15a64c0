package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/** One stretch of the log, as lines in a file or packed in the archive. Thread-safe. */
final class Segment {

    /** Where archived segments are. */
    static final String ARCHIVE = "archive/";

    /** How their names end. */
    static final String PACKED = ".zst";

    private final long first;
    private final String name;
    private final boolean archived;
    private final SparseIndex index;
    private volatile long durableBytes;

    Segment(long first, long durableBytes) {
        this(first, durableBytes, false, new SparseIndex());
    }

    private Segment(long first, long durableBytes, boolean archived, SparseIndex index) {
        this.first = first;
        this.name = SegmentName.of(first);
        this.archived = archived;
        this.index = index;
        this.durableBytes = durableBytes;
    }

    /** A segment that is found in the archive. */
    static Segment archived(long first) {
        return new Segment(first, 0, true, new SparseIndex());
    }

    /** The same lines, packed. */
    Segment packed() {
        return new Segment(first, durableBytes, true, index);
    }

    /** The same lines, where they may be as well: packed when these are not, plain when these are packed. */
    Segment inOtherPlace() {
        return new Segment(first, 0, !archived, index);
    }

    /** The same segment with other lines, of which nothing is known but how many bytes they take. */
    Segment unknown(long bytes) {
        return new Segment(first, bytes, archived, new SparseIndex());
    }

    /** The sequence number of its first record. */
    long first() {
        return first;
    }

    /** What records and messages call it. */
    String name() {
        return name;
    }

    boolean archived() {
        return archived;
    }

    /** The file that holds it. */
    String fileName() {
        return archived ? archiveName(name) : name;
    }

    /** The file that holds a segment once it is archived. */
    static String archiveName(String segment) {
        return ARCHIVE + segment + PACKED;
    }

    /** Opens its lines for reading, wherever they are. */
    ReadableFile open(Storage storage) throws IOException {
        if (!archived) {
            return storage.read(name);
        }
        var file = ArchivedFile.open(fileName(), storage);
        if (durableBytes == 0) {
            durableBytes = file.length(); // nobody had asked the file before
        }
        return file;
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
