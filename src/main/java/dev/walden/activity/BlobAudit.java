package dev.walden.activity;

import dev.walden.wal.LogVerification;
import dev.walden.wal.StoredLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks whether every blob that a log names is there and holds what its name says. Confined to its thread. */
final class BlobAudit {

    private final BlobStore store;
    private final Set<String> seen = new HashSet<>();
    private final List<LogAudit.Problem> problems = new ArrayList<>();

    BlobAudit(Path home) {
        store = BlobStore.reading(home.resolve("blobs"));
    }

    /** Of a log that is sound in itself. */
    List<LogAudit.Problem> run(StoredLog log, LogVerification found) {
        log.lookAgain(); // it may have grown while it was verified
        long last = Math.min(found.last(), log.last());
        if (last >= found.first()) {
            log.read(found.first(), last, entry -> {
                var stored = StoredRecord.of(entry, Encryption.NONE);
                stored.blobs().forEach(sha256 -> look(sha256, stored.seq()));
                return true;
            });
        }
        return problems;
    }

    /** How many different ones there are. */
    long count() {
        return seen.size();
    }

    private void look(String sha256, long seq) {
        if (!seen.add(sha256)) {
            return;
        }
        try {
            store.get(sha256);
        } catch (ActivityException.Unreadable damaged) {
            problems.add(new LogAudit.Problem(
                    "blobs/" + sha256.substring(0, 2) + "/" + sha256,
                    0,
                    0,
                    "named by record " + seq + ". "
                            + String.valueOf(damaged.getMessage()).replaceFirst("\\.$", "")));
        }
    }
}
