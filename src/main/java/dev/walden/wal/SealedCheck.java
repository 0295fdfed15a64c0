package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks a segment that another one follows, at its two ends: its header, and its last line, which must be the one before the
 * next segment's first. A segment is begun only when all before it is durable, so anything else is damage. What lies between is
 * verified whenever it is read.
 */
final class SealedCheck {

    private final Segment segment;
    private final long nextFirst;
    private final ReadableFile file;

    private SealedCheck(Segment segment, long nextFirst, ReadableFile file) {
        this.segment = segment;
        this.nextFirst = nextFirst;
        this.file = file;
    }

    /** Returns the header and notes in the segment where its lines end. */
    static SegmentHeader run(Segment segment, long nextFirst, ReadableFile file) throws IOException {
        return new SealedCheck(segment, nextFirst, file).run();
    }

    private SegmentHeader run() throws IOException {
        var header = header(segment, file);
        if (header == null) {
            throw Damage.at(segment.name(), file, 0, "a header with a good checksum expected, none found");
        }
        long contentEnd = Filler.contentEndOfFull(file, 0);
        long start = startOfLineBefore(contentEnd);
        var lines = new LineCursor(file, start, file.length(), 4 * 1024);
        var parser = new LineParser();
        if (!lines.next()) {
            throw Damage.at(segment.name(), file, start, "a whole line expected, the end found");
        }
        if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
            throw Damage.at(segment.name(), file, start, parser.problem());
        }
        if (parser.seq() != nextFirst - 1) {
            throw Damage.at(
                    segment.name(),
                    file,
                    start,
                    "sequence number %d expected in its last line, as the next segment begins with %d, but %d found"
                            .formatted(nextFirst - 1, nextFirst, parser.seq()));
        }
        segment.durableUpTo(contentEnd + 1);
        return header;
    }

    static @Nullable SegmentHeader header(Segment segment, ReadableFile file) throws IOException {
        var lines = new LineCursor(file, 0, file.length(), 4 * 1024);
        return lines.next() ? SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) : null;
    }

    private long startOfLineBefore(long contentEnd) throws IOException {
        long from = Math.max(0, contentEnd - LineParser.MAX_LINE_BYTES);
        var lines = LineCursor.scanning(file, from, contentEnd);
        while (lines.next()) {
            // The last line break before the content's end is looked for.
        }
        return lines.offset();
    }
}
