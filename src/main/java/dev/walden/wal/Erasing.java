package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.util.SortedMap;

/**
 * Writes a segment once more, some records with another body. Sequence numbers, watermarks and times stay; only the header counts one up.
 * One use, one thread.
 */
final class Erasing {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Segment segment;
    private final SortedMap<Long, byte[]> bodies;
    private final WritableFile to;
    private final BatchBuffer buffer = new BatchBuffer();
    private final LineParser parser = new LineParser();
    private long written;

    private Erasing(Segment segment, SortedMap<Long, byte[]> bodies, WritableFile to) {
        this.segment = segment;
        this.bodies = bodies;
        this.to = to;
    }

    /**
     * Writes and forces the other form.
     *
     * @throws WalException.Damaged when a line of the segment is
     */
    static void copy(Segment segment, ReadableFile from, SortedMap<Long, byte[]> bodies, WritableFile to)
            throws IOException {
        new Erasing(segment, bodies, to).run(from);
    }

    private void run(ReadableFile from) throws IOException {
        var lines = LineCursor.scanning(from, 0, segment.durableBytes());
        header(lines, from);
        while (lines.next()) {
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                throw Damage.at(segment.name(), from, lines.offset(), parser.problem());
            }
            var body = bodies.get(parser.seq());
            if (body == null) {
                buffer.copy(lines.buffer(), lines.from(), lines.to());
            } else {
                buffer.line(parser.seq(), parser.durable(), parser.atText(), body);
            }
            if (buffer.length() >= CHUNK_BYTES) {
                flush();
            }
        }
        flush();
        to.force();
    }

    private void header(LineCursor lines, ReadableFile from) throws IOException {
        var header =
                lines.next() ? SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) : null;
        if (header == null) {
            throw Damage.at(segment.name(), from, 0, "a header with a good checksum expected, none found");
        }
        buffer.header(header.again());
    }

    private void flush() throws IOException {
        to.write(buffer.bytes(), buffer.length(), written);
        written += buffer.length();
        buffer.clear();
    }
}
