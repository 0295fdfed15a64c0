package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a segment whose lines are all as they must be: a digest of damage would make it what the segment must be for ever. */
final class CheckedDigest implements LineVisitor {

    private final MessageDigest digest = SegmentDigest.newDigest();

    private CheckedDigest() {}

    /**
     * Of a full segment.
     *
     * @param last its last record
     * @throws WalException.Damaged at the first line that is not as it must be
     */
    static String of(Segment segment, long last, ReadableFile file) throws IOException {
        var visitor = new CheckedDigest();
        var check = SegmentCheck.of(new Segment(segment.first(), segment.durableBytes()), file, visitor);
        if (check.end() != segment.durableBytes()) {
            throw Damage.at(segment.name(), file, check.end(), check.problem());
        }
        if (check.lastSeq() != last) {
            throw Damage.of(segment.name(), "record %d expected last, but %d found".formatted(last, check.lastSeq()));
        }
        return SegmentDigest.hex(visitor.digest.digest());
    }

    @Override
    public void header(LineCursor line) {
        update(line);
    }

    @Override
    public @Nullable String problemOf(LineCursor line, LineParser parsed) {
        update(line);
        return null;
    }

    private void update(LineCursor line) {
        digest.update(line.buffer(), line.from(), line.to() - line.from() + 1);
    }
}
