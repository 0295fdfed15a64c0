package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts blobs of a backup in the place of those that are missing or damaged. Their names are the digests of what they hold, so none is wrong.
 *
 * @param home the data folder
 * @param files reads and writes its blobs
 * @param backup a backup to take blobs from, null for none
 * @param problems what an audit of that folder found, of the log and of blobs
 */
record BlobMending(Path home, BlobFiles files, @Nullable Path backup, List<LogAudit.Problem> problems) {

    /** What would be done. */
    List<LogMending.Step> steps() {
        return problems.stream()
                .filter(problem -> sound(problem).isPresent())
                .map(problem -> step(problem, ""))
                .toList();
    }

    private LogMending.Step step(LogAudit.Problem problem, String note) {
        return new LogMending.Step(
                "put_back_blob",
                "Put %s of %s, which has the SHA-256 that its name says, in the place of the missing or damaged one.%s"
                        .formatted(problem.file(), backup, note));
    }

    /** What stays as it is. */
    List<LogAudit.Problem> left() {
        return problems.stream().filter(problem -> sound(problem).isEmpty()).toList();
    }

    /**
     * Does it, and says what was done. Durable on return.
     *
     * @param removed the folder in which everything is kept that goes
     */
    List<LogMending.Step> apply(Path removed) throws IOException {
        List<LogMending.Step> done = new ArrayList<>();
        try (var blobs = new BlobStore(home.resolve("blobs"), files, bytes -> {}, failure -> {})) {
            for (var problem : problems) {
                var content = sound(problem);
                if (content.isPresent()) {
                    var note = keep(home.resolve(problem.file()), removed);
                    blobs.put(content.get());
                    done.add(step(problem, note));
                }
            }
        }
        return done;
    }

    /** Returns what is to be said of it: what cannot be read is not kept, and nothing is lost by that, as what it must be is known. */
    private String keep(Path damaged, Path removed) throws IOException {
        if (files.size(damaged).isEmpty()) {
            return "";
        }
        byte[] content;
        try {
            content = files.read(damaged);
        } catch (IOException unreadable) {
            if (BlobStore.isWantOfRoom(unreadable)) {
                throw unreadable;
            }
            return " No copy of that is kept, as it cannot be read: %s.".formatted(unreadable.getMessage());
        }
        files.createFolder(removed);
        files.write(removed.resolve(damaged.getFileName()), content);
        files.sync(removed);
        files.sync(home.resolve("log")); // in which that folder may be new
        return "";
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
