package dev.walden.activity;

import dev.walden.wal.StoredLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files that a backup is made of, and one attempt to copy them beside a service at work.
 *
 * <p>The order makes it whole: first it is settled which records belong to it, then what they name is copied, and last the log. So a blob
 * that appears meanwhile belongs to later records, and one that is swept was named by none of the segments that are copied behind it: who
 * comes to a file that is gone goes on. Should a record name it after all, verifying the copy tells.
 *
 * @param onLeftOut told at each attempt which links are not followed, as paths within the folder
 */
record BackupFiles(Path home, FileCopies copies, Consumer<List<Path>> onLeftOut) {

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
            var beside = HomeFiles.of(home);
            for (var file : beside.files()) {
                copies.copyIfThere(file);
            }
            onLeftOut.accept(beside.leftOut());
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
}
