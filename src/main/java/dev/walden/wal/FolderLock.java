package dev.walden.wal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process for each data folder. A POSIX lock is lost when <em>any</em> descriptor of the file is closed, so the lock file is
 * used for nothing else, is opened once, and folders held by this very process are known without opening it again.
 */
public final class FolderLock implements Closeable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final RandomAccessFile file;

    private FolderLock(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Takes a folder that is there; to be closed.
     *
     * @throws WalException.Locked when somebody else has it; says who
     */
    public static FolderLock take(Path home) throws IOException {
        var folder = home.toRealPath();
        if (!HELD_HERE.add(folder)) {
            throw heldHere(home);
        }
        try {
            return take(folder, new RandomAccessFile(folder.resolve("LOCK").toFile(), "rw"));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    /**
     * Refuses when somebody else has the folder, and leaves it as it is: without a lock file, nobody has it.
     *
     * @throws WalException.Locked when somebody else has it; says who
     */
    static void demandFree(Path home) throws IOException {
        var folder = home.toRealPath();
        var file = folder.resolve("LOCK");
        if (HELD_HERE.contains(folder)) { // opening the file here would let go of the lock when it is closed
            throw heldHere(home);
        }
        if (!Files.exists(file)) {
            return;
        }
        try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
            demandLock(home, opened);
        }
    }

    private static WalException.Locked heldHere(Path home) {
        return new WalException.Locked("The data folder " + home + " is already open in this process, "
                + ProcessHandle.current().pid() + ". Close it there first.");
    }

    private static void demandLock(Path folder, RandomAccessFile file) throws IOException {
        FileLock lock = file.getChannel().tryLock();
        if (lock == null) {
            throw new WalException.Locked("The data folder " + folder + " is held by another process: " + holder(file)
                    + ". Stop that one first, or use another data folder.");
        }
    }

    private static FolderLock take(Path folder, RandomAccessFile file) throws IOException {
        try {
            demandLock(folder, file);
            var text = "pid " + ProcessHandle.current().pid() + ", started " + startOfThisProcess() + "\n";
            file.setLength(0);
            file.write(text.getBytes(StandardCharsets.UTF_8));
            return new FolderLock(folder, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Instant startOfThisProcess() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    private static String holder(RandomAccessFile file) throws IOException {
        var text = new byte[200];
        int length = file.read(text);
        return length <= 0 ? "it does not say which" : new String(text, 0, length, StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        file.close();
        HELD_HERE.remove(folder);
    }
}
