package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * How far a log has come that somebody else may be writing. Looks on from the last record that a watermark covers, as a crash of the
 * writer may replace what follows. Confined to its thread.
 */
final class LiveEnd {

    private static final int FIRST_READ_BYTES = 16 * 1024;

    private final SegmentFiles files;
    private final SegmentCatalog catalog;
    private final OpenFiles open;
    private final LineParser parser = new LineParser();

    private Segment segment;
    private long durable;
    private long durableEnd;
    private long last;

    /**
     * At the start of a segment.
     *
     * @param catalog gets the segments that are begun later
     * @param open told when one got another form before it was read to its end
     */
    LiveEnd(SegmentFiles files, SegmentCatalog catalog, OpenFiles open, Segment newest) {
        this.files = files;
        this.catalog = catalog;
        this.open = open;
        this.segment = newest;
        begin(newest);
    }

    /** A segment is begun only when every record before it is durable. */
    private void begin(Segment next) {
        segment = next;
        durable = next.first() - 1;
        durableEnd = 0;
        last = durable;
    }

    /** The highest record that a watermark covers. */
    long durable() {
        return durable;
    }

    /** The highest record on a good line. */
    long last() {
        return last;
    }

    /** Takes in what was written since. */
    void advance() throws IOException {
        readOn();
        while (last >= segment.first()) {
            var next = files.named(SegmentName.of(last + 1));
            if (next == null) {
                return;
            }
            catalog.add(next);
            begin(next);
            readOn();
        }
    }

    private void readOn() throws IOException {
        try (var opened = files.opened(segment)) {
            if (opened.rewritten()) {
                passOver(opened.segment());
            } else {
                readOn(opened.file());
            }
        }
    }

    /** Only a segment that another follows gets other lines, so all of it is durable; where the known ones were says nothing now. */
    private void passOver(Segment rewritten) throws IOException {
        var next = files.after(segment);
        if (next != null) {
            open.replace(segment, rewritten);
            segment = rewritten;
            durable = next.first() - 1;
            last = durable;
        }
    }

    private void readOn(ReadableFile file) throws IOException {
        var lines = new LineCursor(file, durableEnd, file.length(), FIRST_READ_BYTES);
        if (durableEnd == 0) {
            if (!lines.next()
                    || SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) == null) {
                return;
            }
            durableEnd = lines.endOffset();
        }
        var ends = new ArrayDeque<Long>(); // of the lines behind the durable one
        long seq = durable;
        long end = durableEnd;
        while (lines.next() && parser.parse(lines.buffer(), lines.from(), lines.to()) && parser.seq() == seq + 1) {
            seq++;
            end = lines.endOffset();
            ends.add(end);
            while (durable < parser.durable()) {
                durable++;
                durableEnd = ends.remove();
            }
        }
        last = seq;
        segment.durableUpTo(end);
    }
}
