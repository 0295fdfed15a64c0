package dev.walden.activity;

import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Copies a data folder so that the copy is one moment of it, while the service goes on. What the log holds up to its highest durable
 * record is the backup; the rest of the folder only has to be there for it. Views are not copied, they are rebuilt. Of the keys of the
 * encryption only the wrapped ones go along, never a master key.
 *
 * @param home the data folder
 * @param target a folder that is empty or not there, outside of the data folder
 * @param onBytes told how many more bytes were copied
 */
public record Backup(Path home, Path target, LongConsumer onBytes) {

    /** A segment may get another form, or an old file go, between the look and the copy. What has not changed is not copied again. */
    private static final int ATTEMPTS = 10;

    /**
     * Copies, verifies the copy, and writes the manifest, which a backup that was cut short lacks. Durable on return.
     *
     * @throws ActivityException.NotOpened when there is no log to back up, or the target is not empty
     * @throws ActivityException.Unreadable when the copy does not verify, as the log is damaged
     * @throws IllegalArgumentException when the target lies in the data folder
     */
    public BackupManifest run(Instant now) {
        return run(now, links -> {});
    }

    /**
     * The same.
     *
     * @param onLeftOut told which links in the folder were not followed, so that what they lead to is not in the backup; the last time counts
     */
    public BackupManifest run(Instant now, Consumer<List<Path>> onLeftOut) {
        try {
            demandOutside();
            demandEmpty();
            return attempts(now, onLeftOut);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw new ActivityException.Unusable(
                    "The backup to %s failed: %s. Delete what is there and try again.".formatted(target, failed),
                    failed);
        }
    }

    private BackupManifest attempts(Instant now, Consumer<List<Path>> onLeftOut) throws IOException {
        var copies = new FileCopies(home, target, onBytes);
        var files = new BackupFiles(home, copies, onLeftOut);
        var before = "";
        for (int attempt = 1; ; attempt++) {
            try {
                long last = files.copy(attempt > 1);
                var report = new LogAudit(target, null, true, bytes -> {}).run();
                if (report.sound() && report.last() == last) {
                    return described(now, report, copies.done());
                }
                var problem =
                        report.sound() ? "it ends with " + report.last() + "." : String.valueOf(report.problems());
                if (attempt == ATTEMPTS || (problem.equals(before) && !isBeingRewritten())) {
                    throw damaged(last, problem);
                }
                before = problem; // of the log, if it is the same the next time
            } catch (NoSuchFileException | FileChangedException | WalException.Damaged moved) {
                if (attempt == ATTEMPTS) {
                    throw moved;
                }
            }
        }
    }

    private boolean isBeingRewritten() throws IOException {
        try (var files = Files.list(home.resolve("log"))) {
            return files.anyMatch(file -> file.toString().endsWith(".rewrite"));
        }
    }

    private void demandOutside() throws IOException {
        RealPath.demandOutside(
                home,
                target,
                "The backup %s would lie in the data folder %s: the next one would hold it too, and a rebuild could delete it. Name a folder elsewhere, best on another disk."
                        .formatted(target, home));
    }

    private void demandEmpty() throws IOException {
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        if (Files.exists(target)) {
            throw new ActivityException.NotOpened(
                    "target_not_empty",
                    "The backup goes into an empty folder, but %s is none.".formatted(target),
                    null);
        }
    }

    private ActivityException damaged(long last, String problem) {
        return new ActivityException.Unreadable(
                "The copy in %s up to record %d does not verify: %s Verify the log itself with: log verify."
                        .formatted(target, last, problem),
                null);
    }

    private BackupManifest described(Instant now, LogAudit.Report report, List<BackupManifest.Entry> files)
            throws IOException {
        var manifest = new BackupManifest(
                now, String.valueOf(report.logId()), report.last(), String.valueOf(report.head()), files);
        manifest.write(target);
        return manifest;
    }
}
