package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One look of the scrub at a whole segment. Confined to its thread. */
final class ScrubLook implements ReadableFile {

    private final Segment segment;
    private final ReadableFile file;
    private final LongConsumer pace;
    private final SegmentReader reader;
    private final MessageDigest digest = SegmentDigest.newDigest();
    private final LineParser parser = new LineParser();
    private final List<Seal> seals = new ArrayList<>();

    ScrubLook(Segment segment, ReadableFile file, LongConsumer pace, SegmentReader reader) {
        this.segment = segment;
        this.file = file;
        this.pace = pace;
        this.reader = reader;
    }

    /**
     * A segment without damage.
     *
     * @param sha256 of all of it; null when it may still grow
     * @param rewritten how often its header says that records were erased
     * @param seals what its records fix about others
     */
    record Sound(Segment segment, @Nullable String sha256, int rewritten, List<Seal> seals) {}

    /**
     * Reads all lines.
     *
     * @param next the first sequence number behind the segment, {@link Long#MAX_VALUE} for the last one; asked before this, as the
     *     length is final once there is a next one
     * @throws WalException.Damaged at the first line that is not as it must be
     */
    Sound run(long next) throws IOException {
        long bytes = segment.durableBytes();
        boolean full = next < Long.MAX_VALUE;
        var lines = LineCursor.scanning(this, 0, bytes);
        var header = next(lines) ? SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) : null;
        if (header == null) {
            throw Damage.at(segment.name(), file, 0, "a header with a good checksum expected, none found");
        }
        long seq = segment.first();
        while (next(lines)) {
            line(lines, header, seq);
            seq = parser.seq() + 1;
        }
        if (lines.offset() != bytes || (full && seq != next)) {
            throw Damage.at(segment.name(), file, lines.offset(), "record " + seq + " expected, the end found");
        }
        return new Sound(segment, full ? SegmentDigest.hex(digest.digest()) : null, header.rewritten(), seals);
    }

    private boolean next(LineCursor lines) throws IOException {
        try {
            return lines.next();
        } catch (WalException.Damaged e) {
            throw Damage.at(segment.name(), file, lines.offset(), Damage.ofPacking(e));
        }
    }

    private void line(LineCursor lines, SegmentHeader header, long seq) throws IOException {
        if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
            throw Damage.at(segment.name(), file, lines.offset(), parser.problem());
        }
        if (!header.admits(parser.seq(), seq)) {
            throw Damage.at(
                    segment.name(),
                    file,
                    lines.offset(),
                    "sequence number %d expected, %d found".formatted(seq, parser.seq()));
        }
        reader.read(segment.name(), parser.entry());
        var seal = Seal.of(parser);
        if (seal != null) {
            seals.add(seal);
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
        pace.accept(read);
        return read;
    }

    @Override
    public void close() {
        // The file belongs to who opened it.
    }
}
