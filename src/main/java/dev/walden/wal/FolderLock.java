package dev.walden.wal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process for each data folder. A POSIX lock is lost when <em>any</em> descriptor of the file is closed, so the lock file is
 * used for nothing else, is opened once, and folders held by this very process are known without opening it again.
 */
final class FolderLock implements Closeable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final RandomAccessFile file;

    private FolderLock(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    static FolderLock take(Path home) throws IOException {
        var folder = home.toRealPath();
        if (!HELD_HERE.add(folder)) {
            throw new WalException.Locked("The data folder " + home + " is already open in this process, "
                    + ProcessHandle.current().pid() + ". Close it there first.");
        }
        try {
            return take(folder, new RandomAccessFile(folder.resolve("LOCK").toFile(), "rw"));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    private static FolderLock take(Path folder, RandomAccessFile file) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw new WalException.Locked("The data folder " + folder + " is held by another process: "
                        + holder(file) + ". Stop that one first, or use another data folder.");
            }
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
