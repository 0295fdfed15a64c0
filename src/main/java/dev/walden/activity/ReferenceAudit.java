package dev.walden.activity;

import dev.walden.wal.LogVerification;
import dev.walden.wal.StoredLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks whether what records need beside the log is there: every blob, with what its name says, and the file of every data key, which can
 * be seen without the master key. Confined to its thread.
 */
final class ReferenceAudit {

    private final BlobStore store;
    private final KeyFolder keys;

    /** The first record under each data key. */
    private final Map<String, Long> needed = new LinkedHashMap<>();

    private final Set<String> seen = new HashSet<>();
    private final List<LogAudit.Problem> problems = new ArrayList<>();

    ReferenceAudit(Path home) {
        keys = KeyFolder.in(home);
        store = BlobStore.reading(home.resolve("blobs"));
    }

    /** Of a log that is sound in itself. */
    List<LogAudit.Problem> run(StoredLog log, LogVerification found) {
        log.lookAgain(); // it may have grown while it was verified
        long last = Math.min(found.last(), log.last());
        if (last >= found.first()) {
            log.read(found.first(), last, entry -> {
                if (EncryptedBody.is(entry.body())) {
                    needed.putIfAbsent(EncryptedBody.key(entry.body()), entry.seq());
                }
                var stored = StoredRecord.of(entry, Encryption.NONE);
                stored.blobs().forEach(sha256 -> look(sha256, stored.seq()));
                return true;
            });
        }
        return problems;
    }

    /** Data keys without which something cannot be read, in the order of the records. */
    List<LogAudit.MissingKey> missingKeys() {
        var there = Set.copyOf(keys.ids());
        return needed.entrySet().stream()
                .filter(key -> !there.contains(key.getKey()))
                .map(key -> new LogAudit.MissingKey(key.getKey(), key.getValue()))
                .toList();
    }

    /** How many different blobs there are. */
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
