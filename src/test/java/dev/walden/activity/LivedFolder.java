package dev.walden.activity;

import static org.awaitility.Awaitility.await;

import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.wal.LogRecord;
import dev.walden.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a golden data folder that was long in use, once: a segment in the archive, one whose words were erased, one that was thinned of
 * an expired task, and one with encrypted records.
 */
final class LivedFolder {

    static final String FORGOTTEN = "heron-4711";
    static final String SECRET = "otter-0815 ";

    private LivedFolder() {}

    /** The master key is left in {@code keys/}. */
    static void write(Path home) throws IOException {
        EncryptedHome.masterKey(home);
        try (EncryptedHome plain = EncryptedHome.off(home)) {
            plain.append(fact("m1", "Ada's train leaves at 9:40."));
            long archived = fill(plain);
            plain.wal.archive(archived, Instant.MAX);
            await().until(() -> Files.exists(home.resolve("log/archive/00000000000000000001.jsonl.zst")));
            long forgotten = plain.append(fact("m2", FORGOTTEN));
            long erased = fill(plain);
            await().until(() -> erase(plain, forgotten));
            Samples.all().stream().filter(TaskEvent.class::isInstance).forEach(plain::append);
            long through = fill(plain);
            plain.append(new ServiceEvent.TasksExpired(erased + 1, through));
            await().until(() -> thin(plain, erased + 1, through) == through);
        }
        try (EncryptedHome encrypted = EncryptedHome.on(home)) {
            encrypted.append(fact("m3", SECRET));
            encrypted.append(fact("m4", SECRET.repeat(3_000)));
        }
    }

    static FactStored fact(String id, String text) {
        return new FactStored(
                new StoredItem(id, Space.DEFAULT, text, null, null, null, List.of(), null, Map.of(), true, "key:k1"));
    }

    /** Has a segment end here; gives its last record. */
    private static long fill(EncryptedHome life) {
        long last = life.append(new ServiceEvent.AdminActed("looked", "k1"));
        life.wal.beginSegment();
        life.append(new ServiceEvent.AdminActed("went on", "k1"));
        await().atMost(Duration.ofSeconds(20)).until(() -> life.wal.lastBefore(Instant.MAX) >= last && sealed(life));
        return life.wal.lastBefore(Instant.MAX);
    }

    private static boolean sealed(EncryptedHome life) {
        boolean[] found = {false};
        WriteAheadLog log = life.wal;
        log.read(log.lastBefore(Instant.MAX) + 1, log.durable(), entry -> {
            found[0] |= RecordBody.typeOf(entry.body()).equals("segment-sealed");
            return true;
        });
        return found[0];
    }

    private static boolean erase(EncryptedHome life, long seq) {
        TreeMap<Long, byte[]> bodies = new TreeMap<>();
        life.wal.read(seq, seq, entry -> {
            bodies.put(seq, wordless(life, entry));
            return false;
        });
        return life.wal.rewrite(bodies, "content-erased").contains(seq);
    }

    private static byte[] wordless(EncryptedHome life, LogRecord entry) {
        return life.codec.encodeInPlaceOf(
                entry, life.codec.read(entry).orElseThrow().wordless().event());
    }

    private static long thin(EncryptedHome life, long from, long through) {
        return life.wal.thin(from, through, new ExpiredRecords(Set.of(), Instant.EPOCH, life.codec), "tasks-expired");
    }
}
