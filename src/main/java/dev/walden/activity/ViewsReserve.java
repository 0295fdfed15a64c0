package dev.walden.activity;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room for the views on a disk that got full: a file of line breaks that is deleted when they find no other. What the log still
 * takes then, outcomes and ends, can be applied, so that reads see it. Confined to the thread of the projector.
 *
 * <p>It is made again once there is room for it twice; the log leaves as much free, and so does not take what was given up.
 */
final class ViewsReserve {

    /** Well above SQLite's journal and what a thousand tasks leave in the tables as they end. */
    static final long BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ViewsReserve.class);
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path folder;
    private final Path file;
    private final long bytes;
    private boolean kept;
    private long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

    /** One beside the views; of 0 bytes, none. */
    ViewsReserve(ViewsFile views, long bytes) {
        this.folder = views.path().resolveSibling(""); // the views themselves have another name while they are built
        this.file = folder.resolve("reserve.prefill");
        this.bytes = bytes;
    }

    /** Makes the file if it is missing and there is room. Costs nothing while it is there. */
    void keep() {
        if (kept || bytes == 0 || System.nanoTime() - lookedAt < LOOK_AGAIN_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        try {
            kept = (Files.exists(file) && Files.size(file) == bytes) || fill();
        } catch (IOException noRoomAfterAll) {
            LOG.atDebug().addKeyValue("error", noRoomAfterAll).log("reserve of the views not made");
            release();
        }
    }

    /** Gives the room to whoever takes it; false when there was none to give. */
    boolean release() {
        kept = false;
        lookedAt = System.nanoTime();
        try {
            boolean released = Files.deleteIfExists(file);
            if (released) {
                LOG.atWarn().addKeyValue("bytes", bytes).log("views go on with their reserve, the disk is full");
            }
            return released;
        } catch (IOException failed) {
            LOG.atWarn().addKeyValue("error", failed).log("reserve of the views not released");
            return false;
        }
    }

    private boolean fill() throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < 2 * bytes) {
            return false;
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        Arrays.fill(chunk, (byte) '\n');
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= chunk.length) {
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
        return true;
    }
}
