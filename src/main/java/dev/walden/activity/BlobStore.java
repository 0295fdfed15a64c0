package dev.walden.activity;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content-addressed files beside the log, {@code ab/abcd…}, named by the SHA-256 of what they hold. Thread-safe.
 *
 * <p>Content, name and folders are durable when {@link #put} returns, so that a record may name the blob. Files are written by a few
 * threads of the store's own, because a caller that is interrupted would close the channel under a write.
 */
final class BlobStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlobStore.class);
    private static final String TEMPORARY = ".tmp";
    private static final String NO_DESCRIPTOR = "too many open files";
    private static final int WRITERS = 4;
    private static final long CLOSE_MILLIS = 500;

    private final Path folder;
    private final BlobFiles files;
    private final LongConsumer onWritten;
    private final LogFailureListener onFailure;
    private final ExecutorService writers = Executors.newFixedThreadPool(
            WRITERS, Thread.ofPlatform().name("walden-blobs-", 0).daemon().factory());
    private final Set<String> durableFolders = ConcurrentHashMap.newKeySet();

    /** Folders of blobs that were deleted, until that is forced. */
    private final Set<Path> undurableDeletions = ConcurrentHashMap.newKeySet();

    private final RecentPuts recent = new RecentPuts(System::nanoTime);

    /** Held for reading while a blob is put, for writing while one is deleted. */
    private final ReentrantReadWriteLock naming = new ReentrantReadWriteLock();

    private final AtomicLong changedBytes = new AtomicLong();
    private final AtomicLong temporaries = new AtomicLong();
    private final AtomicReference<@Nullable IOException> failed = new AtomicReference<>();

    /**
     * A store in {@code folder}.
     *
     * @param onWritten is told the bytes of each new blob
     * @param onFailure is told once when blobs can no longer be written
     */
    BlobStore(Path folder, BlobFiles files, LongConsumer onWritten, LogFailureListener onFailure) {
        this.folder = folder;
        this.files = files;
        this.onWritten = onWritten;
        this.onFailure = onFailure;
    }

    /** A store that is only read from, beside whoever writes it. */
    static BlobStore reading(Path folder) {
        return new BlobStore(folder, BlobFiles.DISK, bytes -> {}, failure -> {});
    }

    /** Deletes what a process that was killed had not finished. Only before the first {@link #put}, with the data folder locked. */
    void deleteLeftOvers() {
        try {
            for (Path left : files.list(folder, TEMPORARY)) {
                files.delete(left);
            }
        } catch (IOException problem) {
            LOG.atWarn().setCause(problem).addKeyValue("folder", folder).log("unfinished blobs not deleted");
        }
    }

    /**
     * Keeps content; durable on return.
     *
     * @return its SHA-256, hex
     */
    String put(byte[] content) {
        String sha256 = Sha256.hex(content);
        return CompletableFuture.supplyAsync(() -> attempt(sha256, content), writers)
                .join()
                .orThrow();
    }

    /**
     * The content of a blob, checked.
     *
     * @throws ActivityException.Unreadable when it is missing or damaged
     */
    byte[] get(String sha256) {
        Path file = path(sha256);
        try {
            byte[] content = files.read(file);
            String found = Sha256.hex(content);
            if (!found.equals(sha256)) {
                throw new ActivityException.Unreadable(
                        "Blob %s is damaged: its %d bytes have the SHA-256 %s. Restore the file from a backup."
                                .formatted(file, content.length, found),
                        null);
            }
            return content;
        } catch (IOException problem) {
            throw notRead(file, problem);
        }
    }

    /** For want of a descriptor the JDK says that a file is not found, too. */
    private static ActivityException notRead(Path file, IOException problem) {
        return new ActivityException.Unreadable(
                problem instanceof FileNotFoundException && !isWantOfRoom(problem)
                        ? "Blob %s is missing. Restore the folder of blobs from the backup that the log is from."
                                .formatted(file)
                        : "Blob %s cannot be read: %s.".formatted(file, problem.getMessage()),
                problem);
    }

    /** The names of all blobs. */
    List<String> all() {
        try {
            List<String> names = new ArrayList<>();
            for (Path group : files.list(folder, "")) {
                if (!group.toString().endsWith(TEMPORARY)) {
                    files.list(group, "").forEach(file -> names.add(String.valueOf(file.getFileName())));
                }
            }
            return names;
        } catch (IOException problem) {
            throw unreadable(problem);
        }
    }

    /** By how many bytes the blobs have grown since this store was opened. */
    long changedBytes() {
        return changedBytes.get();
    }

    /** What all blobs take; looks at each. */
    long measureBytes() {
        try {
            long bytes = 0;
            for (String sha256 : all()) {
                bytes += files.size(path(sha256)).orElse(0);
            }
            return bytes;
        } catch (IOException problem) {
            throw unreadable(problem);
        }
    }

    /** What this process put lately. A sweep tells it when it begins and ends. */
    RecentPuts recent() {
        return recent;
    }

    /**
     * Deletes blobs, but for those that were put too lately for the sweep under way, and goes on past one that cannot be deleted. On return
     * it is durable that they are gone, those of earlier calls too.
     *
     * @return how many
     * @throws BlobsLeftException when some are left, or may come back after a power loss
     */
    int deleteUnlessRecent(Collection<String> blobs) throws BlobsLeftException {
        int deleted = 0;
        List<IOException> failures = new ArrayList<>(1);
        try {
            for (String sha256 : blobs) {
                try {
                    deleted += deleteUnlessRecent(sha256) ? 1 : 0;
                } catch (IOException problem) {
                    keepFirst(failures, problem);
                }
            }
        } finally {
            makeDeletionsDurable(failures);
        }
        if (!failures.isEmpty()) {
            throw new BlobsLeftException(
                    "Blobs in %s could not be deleted for good: %s."
                            .formatted(folder, failures.getFirst().getMessage()),
                    failures.getFirst());
        }
        return deleted;
    }

    /** On a file system that refuses all there are as many as blobs. */
    private static void keepFirst(List<IOException> failures, IOException problem) {
        if (failures.isEmpty()) {
            failures.add(problem);
        }
    }

    private void makeDeletionsDurable(List<IOException> failures) {
        for (Path parent : List.copyOf(undurableDeletions)) {
            try {
                files.sync(parent);
                undurableDeletions.remove(parent);
            } catch (UnopenedException notBegun) {
                keepFirst(failures, notBegun); // the next call tries it again
            } catch (IOException problem) {
                throw fail(problem); // a put beside this may have lost its name, and would not be told
            }
        }
    }

    private boolean deleteUnlessRecent(String sha256) throws IOException {
        naming.writeLock().lock();
        try {
            if (recent.holdsBack(sha256)) {
                return false;
            }
            long bytes = files.size(path(sha256)).orElse(0);
            files.delete(path(sha256));
            undurableDeletions.add(folderOf(path(sha256)));
            changedBytes.addAndGet(-bytes);
            return true;
        } finally {
            naming.writeLock().unlock();
        }
    }

    private ActivityException unreadable(IOException problem) {
        return new ActivityException.Unreadable(
                "The blobs in %s cannot be looked through: %s.".formatted(folder, problem.getMessage()), problem);
    }

    @Override
    public void close() {
        writers.shutdown();
        try {
            writers.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Kept attempt(String sha256, byte[] content) {
        IOException earlier = failed.get();
        if (earlier != null) {
            return new Kept(sha256, unusable(earlier));
        }
        recent.note(sha256);
        try {
            naming.readLock().lock();
            try {
                keep(path(sha256), content);
            } finally {
                naming.readLock().unlock();
            }
            return new Kept(sha256, null);
        } catch (IOException problem) {
            return new Kept(sha256, isWantOfRoom(problem) ? noSpace(problem) : fail(problem));
        }
    }

    private void keep(Path file, byte[] content) throws IOException {
        Path parent = folderOf(file);
        makeDurable(parent);
        OptionalLong there = files.size(file);
        if (there.isPresent() && holds(file, content)) {
            // Whoever wrote it may have died, or be just now, before its name was durable.
            files.sync(file);
        } else {
            writeAside(file, content);
            changedBytes.addAndGet(content.length - there.orElse(0));
            onWritten.accept(content.length);
        }
        files.sync(parent);
    }

    /** What is damaged, or cannot be read, is written anew: whoever puts it has it whole. */
    private boolean holds(Path file, byte[] content) {
        try {
            return files.size(file).orElse(-1) == content.length && Arrays.equals(files.read(file), content);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Temporaries lie beside the folders of the blobs, where a start finds them without a look at every blob. */
    private void writeAside(Path file, byte[] content) throws IOException {
        Path aside = folder.resolve(file.getFileName() + "." + temporaries.incrementAndGet() + TEMPORARY);
        try {
            files.write(aside, content);
            files.rename(aside, file);
        } catch (Throwable failed) {
            deleteAfter(failed, aside);
            throw failed;
        }
    }

    /** Half a file on a full disk would be in the way of the next attempt. */
    private void deleteAfter(Throwable failed, Path aside) {
        try {
            files.delete(aside);
        } catch (IOException left) {
            failed.addSuppressed(left); // the next start deletes it
        }
    }

    private void makeDurable(Path parent) throws IOException {
        if (!durableFolders.contains(parent.toString())) {
            files.createFolder(parent);
            files.sync(folder);
            files.sync(folderOf(folder));
            durableFolders.add(parent.toString());
        }
    }

    private Path path(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /**
     * What passes, and leaves nothing in doubt. Java gives no error number; this is the system's text for ENOSPC and EDQUOT, and for EMFILE
     * and ENFILE, with which something was not even opened.
     */
    static boolean isWantOfRoom(IOException failed) {
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains(NO_DESCRIPTOR);
    }

    private ActivityException noSpace(IOException cause) {
        return new ActivityException.NoSpace(
                "There is no room for a blob in %s: %s. Free some space, or descriptors where too many files are open; it may then be tried again."
                        .formatted(folder, cause.getMessage()),
                cause);
    }

    /** After a failed fsync nobody knows what is on the disk: nothing more is promised. */
    private ActivityException fail(IOException cause) {
        ActivityException.Unusable unusable = unusable(cause);
        if (failed.compareAndSet(null, cause)) {
            onFailure.logFailed(unusable);
        }
        return unusable;
    }

    private ActivityException.Unusable unusable(IOException cause) {
        return new ActivityException.Unusable(
                "A blob in %s could not be written: %s. Check the disk, then start Walden again."
                        .formatted(folder, cause.getMessage()),
                cause);
    }

    /** What became of an attempt; thrown on the caller's thread, so that its stack is in the trace. */
    private record Kept(String sha256, @Nullable ActivityException failure) {
        String orThrow() {
            if (failure != null) {
                throw failure;
            }
            return sha256;
        }
    }
}
