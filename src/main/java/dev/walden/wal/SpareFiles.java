package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
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
    record Spare(Storage.WritableFile file, long capacity) {}

    /**
     * A durable file of the name that holds filler and nothing else.
     *
     * @param enough told how much is filled from time to time; may end the filling early
     * @throws NoRoomException when there is no room; nothing is left behind
     */
    Spare ready(String name, long bytes, LongPredicate enough) throws IOException {
        if (storage.list().contains(name)) {
            if (isFilled(name, bytes)) {
                var file = storage.write(name);
                file.force();
                storage.syncFolder();
                return new Spare(file, bytes);
            }
            storage.delete(name);
            storage.syncFolder();
        }
        return fill(name, bytes, enough);
    }

    private boolean isFilled(String name, long bytes) throws IOException {
        try (var file = storage.read(name)) {
            return file.length() == bytes && Filler.contentEnd(file, 0) == 0;
        }
    }

    private Spare fill(String name, long bytes, LongPredicate enough) throws IOException {
        if (!roomFor(bytes)) {
            throw new NoRoomException(bytes + " bytes are needed, and " + headroomBytes
                    + " beside them for other files; " + storage.usableBytes() + " are left");
        }
        var file = storage.create(name);
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
