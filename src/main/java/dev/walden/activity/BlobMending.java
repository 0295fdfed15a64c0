package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts blobs of a backup in the place of those that are missing or damaged. Their names are the digests of what they hold, so none is wrong.
 *
 * @param home the data folder
 * @param backup a backup to take blobs from, null for none
 * @param problems what an audit of that folder found, of the log and of blobs
 */
record BlobMending(Path home, @Nullable Path backup, List<LogAudit.Problem> problems) {

    /** What would be done. */
    List<LogMending.Step> steps() {
        return problems.stream()
                .filter(problem -> sound(problem).isPresent())
                .map(problem -> new LogMending.Step(
                        "put_back_blob",
                        "Put %s of %s, which has the SHA-256 that its name says, in the place of the missing or damaged one."
                                .formatted(problem.file(), backup)))
                .toList();
    }

    /** What stays as it is. */
    List<LogAudit.Problem> left() {
        return problems.stream().filter(problem -> sound(problem).isEmpty()).toList();
    }

    /**
     * Does it. Durable on return.
     *
     * @param removed the folder in which everything is kept that goes
     */
    void apply(Path removed) throws IOException {
        try (var blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            for (var problem : problems) {
                var content = sound(problem);
                if (content.isPresent()) {
                    keep(home.resolve(problem.file()), removed);
                    blobs.put(content.get());
                }
            }
        }
    }

    private static void keep(Path damaged, Path removed) throws IOException {
        if (Files.exists(damaged)) {
            Files.createDirectories(removed);
            var copy = removed.resolve(damaged.getFileName());
            Files.copy(damaged, copy, StandardCopyOption.REPLACE_EXISTING);
            FileCopies.sync(copy);
            FileCopies.sync(removed);
        }
    }

    private Optional<byte[]> sound(LogAudit.Problem problem) {
        var name = String.valueOf(Path.of(problem.file()).getFileName());
        if (backup == null || !problem.file().startsWith("blobs/")) {
            return Optional.empty();
        }
        try (var blobs = BlobStore.reading(backup.resolve("blobs"))) {
            return Optional.of(blobs.get(name));
        } catch (ActivityException.Unreadable _) {
            return Optional.empty();
        }
    }
}
