package dev.walden.wal;

import dev.walden.wal.RecordRule.Fate;
import dev.walden.wal.Storage.ReadableFile;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a segment once more, some records with another body or not at all. Sequence numbers, watermarks and times stay. The last record
 * stays too, as a marker if it has to go, so that a segment still ends where the next one begins. One use, one thread.
 */
final class SegmentCopy {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Segment segment;
    private final long last;
    private final Rewriting rewriting;
    /** Null for a look. */
    private final @Nullable WritableFile to;

    private final BatchBuffer buffer = new BatchBuffer();
    private final LineParser parser = new LineParser();
    private long written;
    private long dropped;
    private boolean changed;

    private SegmentCopy(Segment segment, long last, Rewriting rewriting, @Nullable WritableFile to) {
        this.segment = segment;
        this.last = last;
        this.rewriting = rewriting;
        this.to = to;
    }

    /**
     * Whether a record that is somebody's would be left out or get another body. Writes nothing.
     *
     * @param last the segment's last record
     * @throws WalException.Damaged when a line of the segment is
     */
    static boolean differs(Segment segment, long last, ReadableFile from, Rewriting rewriting) throws IOException {
        var look = new SegmentCopy(segment, last, rewriting, null);
        look.run(from);
        return look.changed;
    }

    /**
     * Writes and forces the other form.
     *
     * @param last the segment's last record
     * @return how many records were left out
     * @throws WalException.Damaged when a line of the segment is
     */
    static long write(Segment segment, long last, ReadableFile from, Rewriting rewriting, WritableFile to)
            throws IOException {
        var copy = new SegmentCopy(segment, last, rewriting, to);
        copy.run(from);
        to.force();
        return copy.dropped;
    }

    private void run(ReadableFile from) throws IOException {
        var lines = LineCursor.scanning(from, 0, segment.durableBytes());
        header(lines, from);
        while (!seenEnough() && lines.next()) {
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                throw Damage.at(segment.name(), from, lines.offset(), parser.problem());
            }
            switch (fate()) {
                case Fate.Kept() -> buffer.copy(lines.buffer(), lines.from(), lines.to());
                case Fate.Reworded(var body) -> line(bytes(body));
                case Fate.Dropped() -> drop();
            }
            if (buffer.length() >= CHUNK_BYTES) {
                flush();
            }
        }
        flush();
    }

    private boolean seenEnough() {
        return to == null && changed;
    }

    private Fate fate() {
        if (parser.bodyStartsWith(Markers.SEALED_TYPE) || parser.bodyStartsWith(Markers.REWRITTEN_TYPE)) {
            return Fate.KEPT; // the chain is made of them
        }
        if (parser.bodyStartsWith(Markers.MARKER)) {
            return rewriting.ofMarkers();
        }
        var fate = rewriting.of(parser.entry());
        changed |= !(fate instanceof Fate.Kept);
        return fate;
    }

    private void drop() {
        if (parser.seq() == last) {
            line(Markers.MARKER);
        } else {
            dropped++;
        }
    }

    private static byte[] bytes(ByteBuffer body) {
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    private void line(byte[] body) {
        buffer.line(parser.seq(), parser.durable(), parser.atText(), body);
    }

    private void header(LineCursor lines, ReadableFile from) throws IOException {
        var header =
                lines.next() ? SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) : null;
        if (header == null) {
            throw Damage.at(segment.name(), from, 0, "a header with a good checksum expected, none found");
        }
        buffer.header(rewriting.header(header));
    }

    private void flush() throws IOException {
        if (to != null) {
            to.write(buffer.bytes(), buffer.length(), written);
        }
        written += buffer.length();
        buffer.clear();
    }
}
