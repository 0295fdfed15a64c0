package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * The open file of a segment, and the segment as it is in that file: what is known of one form, such as where lines begin, says nothing
 * of another.
 *
 * @param rewritten whether the lines are others than those that were sealed
 */
record OpenSegment(Segment segment, ReadableFile file, boolean rewritten) implements Closeable {

    /** Opens the form that somebody knows of who gives segments other forms himself. */
    static OpenSegment known(Segment segment, Storage storage) throws IOException {
        return new OpenSegment(segment, segment.open(storage), false);
    }

    /** Opens a file of a segment, as what the file says that it is. */
    static OpenSegment found(Segment segment, boolean archived, Storage storage) throws IOException {
        var form = archived == segment.archived() ? segment : segment.inOtherPlace();
        var file = form.open(storage);
        try {
            boolean rewritten = isRewritten(form, file);
            if (rewritten || form != segment) {
                form = form.unknown(file.length());
            }
            return new OpenSegment(form, file, rewritten);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isRewritten(Segment segment, ReadableFile file) throws IOException {
        try {
            var header = SealedCheck.header(segment, file);
            return header != null && header.rewritten() > 0;
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged e) {
            return false; // whoever reads on is told
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
