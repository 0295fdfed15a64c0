package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/**
 * Finds where to begin reading for a record: by the sparse index, else by bisecting the file, as every line says its number.
 * What bisecting finds goes into the index, so that older segments are indexed as far as they are used.
 */
final class RecordLocator {

    private RecordLocator() {}

    /** The offset of a line at or a little before the record; 0, the header's, when it is among the first. */
    static long floor(Segment segment, ReadableFile file, long seq) throws IOException {
        var before = segment.index().atOrBefore(seq);
        var after = segment.index().after(seq);
        long low = before == null ? 0 : before.getValue();
        long end = segment.durableBytes();
        long high =
                after == null ? end : Math.min(end, after.getValue()); // the writer notes lines before they are durable
        if (before != null && before.getKey() == seq) {
            return low;
        }
        var parser = new LineParser();
        while (high - low > SparseIndex.SPACING_BYTES) {
            long middle = low + (high - low) / 2;
            long line = lineAfter(file, middle, high, parser);
            if (line < 0) {
                high = middle; // only the rest of a long line lies between
            } else {
                segment.index().note(parser.seq(), line);
                if (parser.seq() <= seq) {
                    low = line;
                } else {
                    high = middle;
                }
            }
        }
        return low;
    }

    /** The first record that begins {@code bytes} or more behind record {@code seq}, or -1 when the segment ends before. */
    static long behind(Segment segment, ReadableFile file, long seq, int bytes) throws IOException {
        var parser = new LineParser();
        long line = lineAfter(file, floor(segment, file, seq) + bytes, segment.durableBytes(), parser);
        if (line < 0) {
            return -1;
        }
        segment.index().note(parser.seq(), line);
        return parser.seq();
    }

    /** The offset behind the line of a record, which must be there and good. */
    static long endOf(Segment segment, ReadableFile file, long seq) throws IOException {
        var lines = LineCursor.scanning(file, floor(segment, file, seq), segment.durableBytes());
        var parser = new LineParser();
        while (lines.next()) {
            if (parser.parse(lines.buffer(), lines.from(), lines.to()) && parser.seq() == seq) {
                return lines.endOffset();
            }
        }
        throw Damage.at(segment.name(), file, lines.offset(), "record " + seq + " expected, none found");
    }

    /** The first good line that begins after {@code from} and before {@code end}, or -1. */
    private static long lineAfter(ReadableFile file, long from, long end, LineParser parser) throws IOException {
        var lines = new LineCursor(file, from, end, 4 * 1024);
        if (!lines.next()) {
            return -1; // the line that is under way at from
        }
        while (lines.next()) {
            if (parser.parse(lines.buffer(), lines.from(), lines.to())) {
                return lines.offset();
            }
        }
        return -1;
    }
}
