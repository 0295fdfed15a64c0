package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
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

    /** Null when the backup's is not such a one, nothing of the damaged one is good, or all of it is, so that the backup's is no help. */
    RepairStep.@Nullable PutBackCompared with(BackedUp backup) throws IOException {
        try (var opened = files.open(segment)) {
            var ours = new ReadableParts(opened);
            boolean sound = wholeBytes(ours) > 0 && ours.trouble().isEmpty();
            return sound ? null : backup.reading(segment.name(), theirs -> with(backup, ours, theirs));
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged _) {
            return null; // nothing of ours can be read
        }
    }

    private RepairStep.@Nullable PutBackCompared with(BackedUp backup, ReadableFile ours, ReadableFile theirs)
            throws IOException {
        long bytes = wholeBytes(theirs);
        long same = bytes > 0 ? goodInBoth(ours, theirs) : 0;
        if (same == 0) {
            return null;
        }
        var back = new RepairStep.PutBack(segment.name(), bytes, SegmentDigest.of(theirs, bytes), backup.folder());
        return new RepairStep.PutBackCompared(back, same, next - segment.first());
    }

    /** How long it is, 0 when it is not what can be there. One that was rewritten has a digest, wherever its record is. */
    private long wholeBytes(ReadableFile file) throws IOException {
        var check = SegmentCheck.of(new Segment(segment.first(), file.length()), file, LineVisitor.NONE);
        var header = check.header();
        boolean whole = header != null
                && header.logId().equals(logId)
                && header.first() == segment.first()
                && header.rewritten() == 0
                && check.lastSeq() == next - 1
                && Filler.contentEndOfFull(file, check.end()) == check.end();
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
        var header = SealedCheck.header(segment, ours);
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
