package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.util.function.LongPredicate;

/** Makes files of filler ahead of use, or takes over those that a previous run left. Thread-safe for different names. */
final class SpareFiles {

    private static final int FORCED_TOGETHER_BYTES = 4 * Filler.CHUNK_BYTES;

    private final Storage storage;
    private final long headroomBytes;

    /** @param headroomBytes left free for what lives beside the log */
    SpareFiles(Storage storage, long headroomBytes) {
        this.storage = storage;
        this.headroomBytes = headroomBytes;
    }

    /** A filled file and how much it takes. */
    record Spare(WritableFile file, long capacity) {}

    /**
     * A durable file of the name that holds filler and nothing else.
     *
     * @param enough told how much is filled from time to time; may end the filling early
     * @throws NoRoomException when there is no room; nothing is left behind
     */
    Spare ready(String name, long bytes, LongPredicate enough) throws IOException {
        if (storage.list().contains(name)) {
            var file = storage.write(name);
            if (file.length() == bytes) {
                return fill(name, file, bytes, enough);
            }
            file.close();
            remove(name);
        }
        if (!roomFor(bytes)) {
            throw new NoRoomException(bytes + " bytes are needed, and " + headroomBytes
                    + " beside them for other files; " + storage.usableBytes() + " are left");
        }
        return fill(name, storage.create(name), bytes, enough);
    }

    /**
     * Fills a new file, and one that a previous run left, too: had a force of that run failed, what is read here would be what the
     * system remembers and not what the disk holds.
     */
    private Spare fill(String name, WritableFile file, long bytes, LongPredicate enough) throws IOException {
        try {
            long filled = 0;
            while (filled < bytes && !(filled > 0 && enough.test(filled))) {
                long to = Math.min(bytes, filled + Filler.CHUNK_BYTES);
                Filler.write(file, filled, to);
                filled = to;
                if (filled % FORCED_TOGETHER_BYTES == 0) {
                    file.force(); // one force of it all would hold up the commits beside it
                }
            }
            if (filled < file.length()) {
                file.truncate(filled); // an old one, not filled to its end
            }
            file.force();
            storage.syncFolder();
            return new Spare(file, filled);
        } catch (NoRoomException e) {
            file.close();
            storage.delete(name);
            storage.syncFolder();
            throw e;
        }
    }

    /** Removes a file that nobody needs, if it is there. */
    void remove(String name) throws IOException {
        if (storage.list().contains(name)) {
            storage.delete(name);
            storage.syncFolder();
        }
    }

    /** Whether so many bytes can be taken and the headroom is left. */
    boolean roomFor(long bytes) throws IOException {
        return storage.usableBytes() >= bytes + headroomBytes;
    }

    /** Makes a spare larger; false when there is no room. */
    boolean enlarge(Spare spare, long bytes) throws IOException {
        try {
            Filler.write(spare.file(), spare.capacity(), bytes);
            spare.file().force();
            return true;
        } catch (NoRoomException e) {
            return false;
        }
    }
}
