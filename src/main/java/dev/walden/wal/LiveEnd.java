package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * How far a log has come that somebody else may be writing. Looks on from the last record that a watermark covers, as a crash of the
 * writer may replace what follows. A line that was durable and is damaged, or cannot be read, is no end: it is passed over, and whoever
 * reads its record is told.
 * Confined to its thread.
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
    private boolean opening = true;

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

    /** The highest record on a good line, or the highest durable one when that is damaged. */
    long last() {
        return last;
    }

    /** Takes in what was written since. */
    void advance() throws IOException {
        readOn();
        for (var next = files.after(segment); next != null && next.first() > last; next = files.after(segment)) {
            if (last < next.first() - 1) {
                readOn(); // all of it was durable by the time that the next one was begun; what is bad now is damaged
            }
            catalog.add(next);
            begin(next);
            readOn();
        }
        opening = false;
    }

    private void readOn() throws IOException {
        try (var opened = files.opened(segment)) {
            if (opened.rewritten()) {
                passOver(opened.segment());
            } else {
                readOn(new ReadableParts(opened.file()));
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

    /**
     * A line that is half written when it is read is whole when it is read again after a later line has said that it is durable. One that is
     * not is damaged.
     */
    private void readOn(ReadableParts file) throws IOException {
        long end = readLines(file);
        for (long covered = coveredBehind(file, end); covered > last; covered = coveredBehind(file, end)) {
            end = readLines(file);
            if (covered > last) {
                passOverDamage(file, end, covered);
                end = readLines(file);
            }
        }
    }

    /** Returns where it stopped. */
    private long readLines(ReadableFile file) throws IOException {
        var lines = new LineCursor(file, durableEnd, file.length(), FIRST_READ_BYTES);
        if (durableEnd == 0) {
            if (!lines.next()
                    || SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) == null) {
                segment.durableUpTo(0);
                return 0;
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
        return end;
    }

    /** The highest record that a good line from here on says is durable; -1 when there is none. */
    private long coveredBehind(ReadableParts file, long from) throws IOException {
        boolean toTheEnd = opening || !file.trouble().isEmpty(); // what cannot be read looks like filler
        long end = toTheEnd ? Filler.contentEnd(file, from) : endOfLines(file, from);
        return end > from ? TailScan.highestWatermark(file, from, end) : -1;
    }

    /** Where filler begins. Lines behind a gap of filler are looked for when opening only: that reads to the end of the file. */
    private static long endOfLines(ReadableFile file, long from) throws IOException {
        var lines = new LineCursor(file, from, file.length(), FIRST_READ_BYTES);
        while (lines.next() && !lines.isBlank()) {
            // the next one may be filler
        }
        return lines.offset();
    }

    /** Goes on with the first good line behind a bad one, if all between them was durable; without a header nothing is read. */
    private void passOverDamage(ReadableFile file, long bad, long covered) throws IOException {
        var lines = LineCursor.scanning(file, bad, file.length());
        boolean found = false;
        while (bad > 0 && !found && lines.next()) {
            found = parser.parse(lines.buffer(), lines.from(), lines.to()) && parser.seq() > last;
        }
        boolean goesOn = found && parser.seq() <= covered + 1;
        durable = goesOn ? parser.seq() - 1 : covered;
        durableEnd = goesOn ? lines.offset() : bad;
        last = durable;
    }
}
