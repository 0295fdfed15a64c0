package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A data folder in a test whose log may be encrypted: the log, its blobs and the codec between, as one life of a service has them. */
final class EncryptedHome implements AutoCloseable {

    /** Of records, after which another key is made. */
    static final long BYTES_A_KEY = WalOptions.MIN_SEGMENT_BYTES;

    final WriteAheadLog wal;
    final BlobStore blobs;
    final Encryption encryption;
    final EventCodec codec;
    final ActivityLog log;

    private EncryptedHome(Path home, Encryption encryption) {
        this.encryption = encryption;
        encryption.demandKeys();
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
        blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
        codec = new EventCodec(blobs, encryption);
        log = new DurableActivityLog(wal, codec, new AppliedPosition());
    }

    static EncryptedHome on(Path home) {
        return new EncryptedHome(home, Encryption.of(keys(home).dataKeys(), true, BYTES_A_KEY, failure -> {}));
    }

    static EncryptedHome off(Path home) {
        return new EncryptedHome(home, Encryption.of(keys(home).dataKeys(), false, BYTES_A_KEY, failure -> {}));
    }

    static EncryptionKeys keys(Path home) {
        return new EncryptionKeys(home, EncryptionKeys.USUAL, null);
    }

    static Path masterKey(Path home) throws IOException {
        return keys(home).newMaster(null);
    }

    long append(ActivityEvent event) {
        return log.append(List.of(event)).last();
    }

    ActivityEvent event(long seq) {
        return log.read(List.of(seq)).getFirst().event();
    }

    /** All events, read as the views read them. */
    List<ActivityEvent> replayed() throws InterruptedException {
        List<ActivityEvent> events = new ArrayList<>();
        long goal = wal.durable();
        try (ReplayAhead ahead = new LogTail(wal, codec).ahead(wal.first() - 1, goal)) {
            for (long last = wal.first() - 1; last < goal; ) {
                LogTail.Batch batch = ahead.after(last);
                batch.events().forEach(recorded -> events.add(recorded.event()));
                last = batch.last();
            }
        }
        return events;
    }

    /** The bodies of events as they stand in the log. */
    List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        wal.read(wal.first(), wal.durable(), entry -> {
            if (!EventTypes.isOfTheLog(RecordBody.typeOf(entry.body()))) {
                bodies.add(text(entry));
            }
            return true;
        });
        return bodies;
    }

    private static String text(LogRecord entry) {
        return StandardCharsets.UTF_8.decode(entry.body().duplicate()).toString();
    }

    /** Whether words stand in any file of log or blobs. */
    static boolean filesHold(Path home, String words) {
        return Stream.of("log", "blobs")
                .map(home::resolve)
                .filter(Files::isDirectory)
                .flatMap(EncryptedHome::files)
                .anyMatch(file -> bytes(file).contains(words));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        blobs.close();
        wal.close();
    }
}
