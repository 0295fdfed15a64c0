package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log behind everything else, as the start looks at full segments from both ends only: every line, its checksum and
 * number, and of each segment the digest that a later one records. What is damaged is remembered and told, and stops nothing: the
 * records of today do not depend on it. One thread makes passes, any may ask for the damage.
 */
final class Scrub {

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final WalMetrics metrics;
    private final Map<Long, String> damage = new ConcurrentSkipListMap<>();

    Scrub(Storage storage, SegmentCatalog catalog, WalMetrics metrics) {
        this.storage = storage;
        this.catalog = catalog;
        this.metrics = metrics;
    }

    /** What the last look at each segment found, in their order. */
    List<String> damage() {
        return List.copyOf(damage.values());
    }

    /** Reads all segments once, oldest first. {@code pace} is told the bytes of each read and may wait; what it throws ends the pass. */
    void pass(LongConsumer pace) {
        var pass = new Pass(new HashMap<>(), new RecordedDigests(), pace);
        for (var segment = catalog.oldest(); segment != null; segment = catalog.after(segment)) {
            var found = look(segment, pass);
            if (found == null) {
                damage.remove(segment.first());
            } else {
                damage.put(segment.first(), found);
            }
            metrics.damaged(damage.size());
        }
        pass.found().forEach((segment, sha256) -> compare(segment, sha256, pass.recorded()));
        metrics.damaged(damage.size());
    }

    /**
     * What one pass collects.
     *
     * @param found the digests of the segments as they were read
     */
    private record Pass(Map<Segment, String> found, RecordedDigests recorded, LongConsumer pace) {}

    /** Only at the end of a pass all records are known that say what a segment must be. One that was replaced meanwhile was checked for that. */
    private void compare(Segment segment, String found, RecordedDigests recorded) {
        var expected = recorded.expectedOf(segment.name());
        boolean still = catalog.holding(segment.first()) == segment;
        if (expected != null && still && !found.equals(expected.sha256())) {
            damage.put(
                    segment.first(),
                    Damage.of(segment.name(), "SHA-256 %s expected, %s found".formatted(expected.sha256(), found))
                            .getMessage());
        }
    }

    /** What is wrong with a segment, or null. It is looked at again before it is called damaged: it may just have got another form. */
    private @Nullable String look(Segment segment, Pass pass) {
        if (lookOnce(segment, pass) == null) {
            return null;
        }
        var now = catalog.holding(segment.first());
        return now == null ? null : lookOnce(now, pass);
    }

    private @Nullable String lookOnce(Segment segment, Pass pass) {
        if (segment.durableBytes() == 0) {
            return null; // just begun
        }
        try (var file = segment.open(storage)) {
            new Look(segment, file, pass).run();
            return null;
        } catch (WalException.Damaged e) {
            return e.getMessage();
        } catch (IOException e) {
            return "Segment " + segment.name() + " cannot be read: " + e + ".";
        }
    }

    /** One look at one segment. */
    private final class Look implements ReadableFile {

        private final Segment segment;
        private final ReadableFile file;
        private final Pass pass;
        private final MessageDigest digest = SegmentDigest.newDigest();
        private final LineParser parser = new LineParser();

        Look(Segment segment, ReadableFile file, Pass pass) {
            this.segment = segment;
            this.file = file;
            this.pass = pass;
        }

        void run() throws IOException {
            long next = catalog.endOf(segment); // before the length, which is final once there is a next one
            long bytes = segment.durableBytes();
            var lines = LineCursor.scanning(this, 0, bytes);
            if (!lines.next()
                    || SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) == null) {
                throw Damage.at(segment.name(), file, 0, "a header with a good checksum expected, none found");
            }
            long seq = segment.first();
            while (lines.next()) {
                line(lines, seq++);
            }
            if (lines.offset() != bytes || (next < Long.MAX_VALUE && seq != next)) {
                throw Damage.at(segment.name(), file, lines.offset(), "record " + seq + " expected, the end found");
            }
            pass.found().put(segment, SegmentDigest.hex(digest.digest()));
        }

        private void line(LineCursor lines, long seq) throws IOException {
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                throw Damage.at(segment.name(), file, lines.offset(), parser.problem());
            }
            if (parser.seq() != seq) {
                throw Damage.at(
                        segment.name(),
                        file,
                        lines.offset(),
                        "sequence number %d expected, %d found".formatted(seq, parser.seq()));
            }
            var seal = Seal.of(parser);
            if (seal != null) {
                pass.recorded().note(seal);
            }
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        /** The lines are read from the first byte to the last, each once, so what passes here is the whole content. */
        @Override
        public int read(byte[] into, int offset, int length, long position) throws IOException {
            int read = file.read(into, offset, length, position);
            digest.update(into, offset, read);
            pass.pace().accept(read);
            return read;
        }

        @Override
        public void close() {
            // The file belongs to who opened it.
        }
    }
}
