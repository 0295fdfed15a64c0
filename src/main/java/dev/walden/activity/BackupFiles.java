package dev.walden.activity;

import dev.walden.wal.StoredLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a backup is made of, and one attempt to copy them beside a service at work.
 *
 * <p>The order makes it whole: first it is settled which records belong to it, then what they name is copied, and last the log. So a blob
 * that appears meanwhile belongs to later records, and one that is swept was named by none of the segments that are copied behind it: who
 * comes to a file that is gone goes on. Should a record name it after all, verifying the copy tells.
 */
record BackupFiles(Path home, FileCopies copies) {

    private static final Duration UNTIL_COVERED = Duration.ofMillis(200);

    /**
     * Copies what was not copied before or has changed since.
     *
     * @param again whether it was tried before
     * @return the last record that is in the copy
     */
    long copy(boolean again) throws IOException {
        copies.again();
        long last;
        try (var log = StoredLog.open(home)) {
            if (again) {
                awaitAttestations(log);
            }
            last = log.durable();
            for (var file : besideTheLog()) {
                copies.copyIfThere(file);
            }
            for (var segment : log.upTo(last)) {
                if (!segment.archived()) {
                    copies.copyIfThere(Path.of("log", segment.name()), segment.bytes());
                }
            }
        }
        copies.copyBelow(Path.of("log", "archive"), file -> !file.toString().endsWith(".tmp"));
        copies.sync();
        return last;
    }

    /** What was attested of the forms that segments have by now must be in the copy. */
    private static void awaitAttestations(StoredLog log) throws InterruptedIOException {
        try {
            var _ = log.awaitDurable(log.last(), UNTIL_COVERED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /**
     * Everything of the folder but the log's segments, what can be rebuilt, and what was put aside for people. A link to a file counts as
     * the file: a key may lie elsewhere. The folder itself may be reached by a link, too.
     */
    private List<Path> besideTheLog() throws IOException {
        List<Path> found = new ArrayList<>();
        var root = home.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = root.relativize(folder);
                return name.equals(Path.of("log")) || name.equals(Path.of("views"))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var name = root.relativize(file);
                if (Files.isRegularFile(file) && belongs(name)) {
                    found.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                return afterAll(failed);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                return afterAll(failed);
            }
        });
        return found;
    }

    /** A temporary file got its name, or a blob was swept, since its folder was read. */
    private static FileVisitResult afterAll(@Nullable IOException failed) throws IOException {
        if (failed != null && !(failed instanceof NoSuchFileException)) {
            throw failed;
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean belongs(Path file) {
        var name = file.toString();
        return (!file.startsWith("keys") || KeyFolder.isWrapped(file))
                && !name.equals("LOCK")
                && !name.equals(BackupManifest.NAME)
                && !name.endsWith(".tmp")
                && !name.endsWith(".prefill");
    }
}
