package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import dev.walden.wal.WriteAheadLog.RecordReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads durable records, each verified. Thread-safe; runs beside the writer without locks in common. */
final class LogReader {

    /** From here on a reading has a file of its own. */
    private static final int LONG_READING_RECORDS = 1_000;

    private final SegmentCatalog catalog;
    private final OpenFiles files;

    LogReader(SegmentCatalog catalog, OpenFiles files) {
        this.catalog = catalog;
        this.files = files;
    }

    /** Reads a range that is held and durable. */
    void read(long from, long to, RecordReader reader) throws IOException {
        long seq = from;
        while (seq <= to) {
            try (var lease = to - seq < LONG_READING_RECORDS ? files.holding(seq) : files.ownHolding(seq)) {
                long lastHere = Math.min(to, catalog.endOf(lease.segment()) - 1);
                if (!read(lease, seq, lastHere, reader)) {
                    return;
                }
                seq = lastHere + 1;
            }
        }
    }

    /** The last record of the newest full segment after which another was begun before {@code time}; 0 when there is none. */
    long lastBefore(Instant time, long durable) throws IOException {
        var begun = catalog.all().stream()
                .skip(1)
                .map(Segment::first)
                .filter(first -> first <= durable)
                .toList();
        int from = 0;
        int to = begun.size();
        while (from < to) {
            int middle = (from + to) / 2;
            if (timeAtOrBehind(begun.subList(middle, begun.size()), durable).isBefore(time)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? 0 : begun.get(from - 1) - 1;
    }

    /** When the first of these segments began whose begin can be read. */
    private Instant timeAtOrBehind(List<Long> begun, long durable) throws IOException {
        var found = new ArrayList<Instant>(1);
        for (long seq : begun) {
            try {
                read(seq, durable, entry -> {
                    found.add(entry.at());
                    return false;
                });
                return found.getFirst();
            } catch (WalException.Damaged _) {
                found.clear();
            }
        }
        return Instant.MAX;
    }

    /** The last record of a part that begins with {@code from}, takes about {@code bytes} and lies in one segment. */
    long partEnd(long from, long to, int bytes) throws IOException {
        try (var lease = files.holding(from)) {
            long lastHere = Math.min(to, catalog.endOf(lease.segment()) - 1);
            long next = RecordLocator.behind(lease.segment(), lease.file(), from, bytes);
            return next < 0 ? lastHere : Math.clamp(next - 1, from, lastHere);
        }
    }

    private static boolean read(OpenFiles.Lease lease, long from, long to, RecordReader reader) throws IOException {
        var segment = lease.segment();
        long start = RecordLocator.floor(segment, lease.file(), from);
        int firstRead = to - from < 16 ? SparseIndex.SPACING_BYTES : 16 * SparseIndex.SPACING_BYTES;
        var lines = new LineCursor(lease.file(), start, segment.durableBytes(), firstRead);
        return new Run(segment, lease.file(), lines).read(from, to, reader);
    }

    /** One pass over consecutive lines of one segment. */
    private static final class Run {

        private final Segment segment;
        private final ReadableFile file;
        private final LineCursor lines;
        private final LineParser parser = new LineParser();
        private final SparseIndex.Notes notes;
        private @Nullable SegmentHeader header;

        Run(Segment segment, ReadableFile file, LineCursor lines) {
            this.segment = segment;
            this.file = file;
            this.lines = lines;
            this.notes = segment.index().notes();
        }

        boolean read(long from, long to, RecordReader reader) throws IOException {
            long previous = 0;
            while (previous < to) {
                nextRecord(from);
                if (previous == 0 ? parser.seq() > from : parser.seq() != previous + 1) {
                    checkThatSomeAreLeftOut(previous == 0 ? from : previous + 1);
                }
                previous = parser.seq();
                notes.note(previous, lines.offset());
                if (previous >= from && previous <= to && !reader.accept(parser.entry())) {
                    return false;
                }
            }
            return true;
        }

        private void checkThatSomeAreLeftOut(long expected) throws IOException {
            if (header == null) {
                header = SealedCheck.header(segment, file);
            }
            if (header == null || !header.admits(parser.seq(), expected)) {
                throw Damage.at(
                        segment.name(),
                        file,
                        lines.offset(),
                        "sequence number %d expected, %d found".formatted(expected, parser.seq()));
            }
        }

        private void nextRecord(long from) throws IOException {
            boolean there = lines.next();
            if (there && lines.offset() == 0) {
                there = lines.next(); // behind the header, which opening verified
            }
            if (!there) {
                throw Damage.at(
                        segment.name(), file, lines.offset(), "a record up to " + from + " expected, the end found");
            }
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                throw Damage.at(segment.name(), file, lines.offset(), parser.problem());
            }
        }
    }
}
