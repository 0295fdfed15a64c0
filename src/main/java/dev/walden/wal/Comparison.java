package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds the segment of a backup against a damaged one, of which the log says no digest. It must be whole in itself, of the same log, and
 * end where the next one begins; and every good line of the damaged one must be in it, at the same place.
 *
 * @param segment the damaged one
 * @param next the first record behind it
 * @param logId of the log
 */
record Comparison(
        SegmentFiles files,
        Segment segment,
        long next,
        @Nullable String logId) {

    /** Null when the backup's is not such a one, or nothing of the damaged one is good. */
    RepairStep.@Nullable PutBackCompared with(Path backup) throws IOException {
        var source = new SegmentFiles(new FileStorage(backup));
        var there = source.named(segment.name());
        if (there == null) {
            return null;
        }
        try (var theirs = source.open(there);
                var ours = files.open(segment)) {
            long bytes = wholeBytes(theirs);
            long same = bytes > 0 ? goodInBoth(ours, theirs) : 0;
            if (same == 0) {
                return null;
            }
            var sha256 = SegmentDigest.of(theirs, bytes);
            var back = new RepairStep.PutBack(segment.name(), bytes, sha256, backup);
            return new RepairStep.PutBackCompared(back, same, next - segment.first());
        } catch (WalException.Damaged _) {
            return null;
        }
    }

    /** How long the backup's is, 0 when it is not what can be there. One that was rewritten has a digest, wherever its record is. */
    private long wholeBytes(ReadableFile theirs) throws IOException {
        var check = SegmentCheck.of(new Segment(segment.first(), theirs.length()), theirs, LineVisitor.NONE);
        var header = check.header();
        boolean whole = header != null
                && header.logId().equals(logId)
                && header.first() == segment.first()
                && header.rewritten() == 0
                && check.lastSeq() == next - 1
                && Filler.contentEndOfFull(theirs, check.end()) == check.end();
        return whole ? check.end() : 0;
    }

    /** How many records; 0 when one of them differs. */
    private long goodInBoth(ReadableFile ours, ReadableFile theirs) throws IOException {
        var good = new long[1];
        var other = new boolean[] {!agree(ours, theirs)};
        new SoundLines(ours, ours.length()).search((line, parsed) -> {
            good[0]++;
            other[0] |= !isAt(line, theirs);
            return other[0];
        });
        return other[0] ? 0 : good[0];
    }

    /** A header that is damaged says nothing. */
    private boolean agree(ReadableFile ours, ReadableFile theirs) throws IOException {
        var header = SealedCheck.header(segment, new ReadableParts(ours));
        return header == null || header.equals(SealedCheck.header(segment, theirs));
    }

    private static boolean isAt(LineCursor line, ReadableFile file) throws IOException {
        int length = line.to() - line.from();
        var bytes = new byte[length];
        int done = 0;
        for (int read = 1; done < length && read > 0; done += read) {
            read = file.read(bytes, done, length - done, line.offset() + done);
        }
        return Arrays.equals(bytes, 0, length, line.buffer(), line.from(), line.to());
    }
}
