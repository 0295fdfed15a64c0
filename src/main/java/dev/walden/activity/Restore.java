package dev.walden.activity;

import dev.walden.wal.FolderLock;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Puts a backup into a data folder that is empty or not there. Every file is held against the manifest, the log is verified, and
 * only then the log gets its name. A restore that was cut short leaves a mark, with which no service starts.
 *
 * @param source the folder of a backup
 * @param home the data folder, outside of the backup
 * @param onBytes told how many more bytes were copied
 */
public record Restore(Path source, Path home, LongConsumer onBytes) {

    /** The files go through this folder, which is there until all is done: the mark of a restore that was cut short. */
    private static final String UNFINISHED = "restoring";

    /**
     * Does it. Durable on return.
     *
     * @throws ActivityException.NotOpened when there is no whole backup, the data folder is not empty, or somebody has it
     * @throws ActivityException.Unreadable when a file is not what the manifest says, or the log is damaged
     * @throws IllegalArgumentException when the data folder would lie in the backup
     */
    public BackupManifest run() {
        var manifest = BackupManifest.of(source);
        try {
            demandOutside();
            demandEmpty();
            Files.createDirectories(FileCopies.parentOf(home));
            if (!Files.isDirectory(home)) {
                Files.createDirectory(home, FileCopies.mode(FileCopies.parentOf(home), "rwx------"));
            }
            try (var _ = FolderLock.take(home)) {
                copy(manifest);
            }
            return manifest;
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw new ActivityException.Unusable(
                    "The restore to %s failed: %s. Delete what is there and try again.".formatted(home, failed),
                    failed);
        }
    }

    /**
     * Refuses a data folder that a restore left unfinished, as a service would begin a new log there.
     *
     * @throws ActivityException.NotOpened when it is one, or somebody has it: the restore may be under way
     */
    static void demandNoneUnfinished(Path home) {
        var mark = home.resolve(UNFINISHED);
        if (!Files.exists(mark)) {
            return;
        }
        try (var _ = FolderLock.take(home)) {
            throw new ActivityException.NotOpened(
                    "restore_unfinished",
                    ("The data folder %s is not whole: a restore into it was cut short, as %s says. Delete what is in the folder"
                                    + " and restore the backup again.")
                            .formatted(home, mark),
                    null);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw new ActivityException.Unusable(
                    "The data folder %s, which holds a restore that was cut short, cannot be locked: %s."
                            .formatted(home, failed),
                    failed);
        }
    }

    private void demandOutside() throws IOException {
        RealPath.demandOutside(
                source,
                home,
                "The data folder %s would lie in the backup %s, which must stay as it is. Name a folder elsewhere with --walden.home=FOLDER."
                        .formatted(home, source));
    }

    private void demandEmpty() throws IOException {
        if (!Files.exists(home)) {
            return;
        }
        try (var files = Files.list(home)) {
            // The lock of a service that could not start here means nothing once it is gone.
            var there = files.filter(file -> !file.endsWith("LOCK")).findFirst();
            if (there.isPresent()) {
                throw new ActivityException.NotOpened(
                        "target_not_empty",
                        "A backup is restored into an empty data folder, but there is %s. Move it away, or name another folder with --walden.home=FOLDER."
                                .formatted(there.get()),
                        null);
            }
        }
    }

    private void copy(BackupManifest manifest) throws IOException {
        var unfinished = home.resolve(UNFINISHED);
        var copies = new FileCopies(source, unfinished, onBytes);
        for (var file : manifest.files()) {
            demandInside(file);
            var copied = copies.copy(Path.of(file.path()));
            if (!copied.equals(file)) {
                throw new ActivityException.Unreadable(
                        "%s: %d bytes with the SHA-256 %s expected, as the manifest says; %d bytes with %s found."
                                .formatted(file.path(), file.bytes(), file.sha256(), copied.bytes(), copied.sha256()),
                        null);
            }
        }
        copies.sync();
        var report = new LogAudit(unfinished, manifest.head(), true, bytes -> {}).run();
        if (!report.sound() || report.last() != manifest.lastSeq()) {
            throw new ActivityException.Unreadable(
                    "The log of the backup does not verify: %s".formatted(report.problems()), null);
        }
        moveIn(unfinished);
    }

    /** A manifest that somebody else wrote may not put files elsewhere. */
    private void demandInside(BackupManifest.Entry file) {
        var inside = home.resolve(file.path()).normalize();
        if (Path.of(file.path()).isAbsolute() || !inside.startsWith(home) || inside.equals(home)) {
            throw new ActivityException.Unreadable(
                    "The manifest names %s, which lies outside of the backup.".formatted(file.path()), null);
        }
    }

    /** The log comes last. */
    private void moveIn(Path unfinished) throws IOException {
        List<Path> parts;
        try (var files = Files.list(unfinished)) {
            parts = files.sorted((a, b) -> Boolean.compare(a.endsWith("log"), b.endsWith("log")))
                    .toList();
        }
        for (var part : parts) {
            Files.move(part, home.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            FileCopies.sync(home);
        }
        Files.delete(unfinished);
        FileCopies.sync(home);
    }
}
