package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.WritableFile;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.time.Duration;

/**
 * Segments that grow as they are written, for copy-on-write file systems. Room is looked up before each append, as an overwrite
 * needs new space too; the reserve is room that new work leaves free. Used by who has the turn to
 * commit.
 */
final class GrowingSegments implements SegmentSource {

    /** What the file system may need beside the bytes themselves. */
    private static final long MARGIN_BYTES = 1 << 20;

    /** A file that is made and deleted to see whether one can be; its name is as long as that of a segment. */
    private static final String TRIED = PrefilledSegments.TRIED;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Storage storage;
    private final WalOptions options;
    private final Health health;
    private final Background background;

    /** The last segment could not be made, though there was room for its bytes, and nothing could since. */
    private volatile boolean noName;

    GrowingSegments(Storage storage, WalOptions options, Health health, Background background) {
        this.storage = storage;
        this.options = options;
        this.health = health;
        this.background = background;
    }

    @Override
    public void prepare() {
        // Nothing to get ready: a file is made when it is needed. What a pre-filling run left is harmless.
    }

    @Override
    public Fresh adopt(WritableFile file, long used) {
        return new Fresh(file, options.segmentBytes(), false);
    }

    @Override
    public Fresh take(String name, long bytes, Urgency urgency) throws IOException {
        requireRoom(bytes, urgency);
        var file = create(name);
        return new Fresh(file, Math.max(bytes, options.segmentBytes()), false);
    }

    private WritableFile create(String name) throws IOException {
        WritableFile file = null;
        try {
            file = storage.create(name);
            storage.syncFolder();
            named();
            return file;
        } catch (NoRoomException e) {
            if (file != null) {
                file.close();
                storage.delete(name);
            }
            var missing = "There is no room for the next segment in " + storage + ": " + e.getMessage()
                    + ". Free some, and the log goes on by itself.";
            health.noSpace(missing);
            waitForAName();
            throw new WalException.NoSpace(missing);
        }
    }

    private void waitForAName() {
        if (!noName) {
            noName = true;
            background.prepareLater(RETRY, this::tryNaming);
        }
    }

    /** Does what failed, with a name that means nothing. The bytes that are free say nothing of it. */
    private void tryNaming() {
        if (!noName) {
            return; // a segment was made meanwhile
        }
        try {
            if (storage.list().contains(TRIED)) {
                storage.delete(TRIED);
            }
            storage.create(TRIED).close();
            storage.syncFolder();
            storage.delete(TRIED);
            named();
        } catch (NoRoomException e) {
            background.prepareLater(RETRY, this::tryNaming);
        } catch (Throwable e) {
            health.fail("A file could not be made in " + storage, e);
        }
    }

    /** If bytes are what is missing, the next append finds that out. */
    private void named() {
        if (noName) {
            noName = false;
            health.noSpace(null);
        }
    }

    @Override
    public void admit(Fresh into, long bytes, Urgency urgency) throws IOException {
        requireRoom(bytes, urgency);
    }

    private void requireRoom(long bytes, Urgency urgency) throws IOException {
        long usable = storage.usableBytes();
        boolean shortOfReserve = usable < bytes + MARGIN_BYTES + options.reserveBytes() + options.headroomBytes();
        if (shortOfReserve != (health.noSpace() != null) && !noName) {
            health.noSpace(shortOfReserve ? message(usable) : null);
        }
        if (shortOfReserve && (urgency == Urgency.NORMAL || usable < bytes + MARGIN_BYTES)) {
            throw new WalException.NoSpace(message(usable));
        }
    }

    private String message(long usable) {
        return "The file system of " + storage + " has " + usable
                + " bytes left; free some, and the log goes on by itself.";
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
