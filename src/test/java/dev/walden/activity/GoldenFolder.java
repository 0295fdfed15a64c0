package dev.walden.activity;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Writes golden data folders, once, with the log and the codec of this version; and copies them. */
final class GoldenFolder {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    private GoldenFolder() {}

    /** A folder of all that this version writes, two segments long, the first one sealed. */
    static void write(Path home) throws InterruptedException {
        try (BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
                WriteAheadLog log = open(home)) {
            DurableActivityLog activity = new DurableActivityLog(log, new EventCodec(blobs), new AppliedPosition());
            for (List<ActivityEvent> commit : GoldenEvents.commits()) {
                activity.append(commit);
            }
            awaitSeal(log);
        }
        remove(home.resolve("LOCK"));
        remove(home.resolve("log/probe.prefill"));
        remove(home.resolve("log/archive"));
    }

    /** The same small log three times, each with one line that only a newer version writes. */
    static void writeNewer(Path newer) throws IOException {
        for (Newer kind : Newer.values()) {
            Path home = newer.resolve(kind.folder);
            try (BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
                    WriteAheadLog log = open(home)) {
                DurableActivityLog activity = new DurableActivityLog(log, new EventCodec(blobs), new AppliedPosition());
                activity.append(List.of(new ServiceEvent.ServiceStarted("0.3.0", 0, 0, null)));
                activity.append(List.of(new ServiceEvent.ServiceStopped("shutdown")));
            }
            remove(home.resolve("LOCK"));
            remove(home.resolve("log/probe.prefill"));
            remove(home.resolve("log/archive"));
            forge(home.resolve("log/00000000000000000001.jsonl"), kind);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static WriteAheadLog open(Path home) {
        AtomicLong looks = new AtomicLong();
        WalOptions options = new WalOptions(
                home,
                WalOptions.MIN_SEGMENT_BYTES,
                0,
                0,
                false,
                () -> NOON.plusMillis(looks.getAndIncrement() * 1_001),
                failure -> {});
        return SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
    }

    /** The seal of the first segment is recorded behind the writer. */
    private static void awaitSeal(WriteAheadLog log) throws InterruptedException {
        long from = 1;
        while (log.awaitDurable(from, LONG)) {
            boolean[] sealed = {false};
            long to = log.durable();
            log.read(from, to, entry -> {
                sealed[0] |= RecordBody.typeOf(entry.body()).equals("segment-sealed");
                return true;
            });
            if (sealed[0]) {
                return;
            }
            from = to + 1;
        }
        throw new IllegalStateException("No segment was sealed.");
    }

    private static void forge(Path segment, Newer kind) throws IOException {
        List<String> lines = Files.readAllLines(segment).stream()
                .map(line -> line.contains(kind.was) ? withChecksum(line.replace(kind.was, kind.is)) : line)
                .toList();
        Files.write(segment, lines);
    }

    private static String withChecksum(String line) {
        String covered = line.substring(0, line.lastIndexOf(",\"crc\""));
        CRC32C crc = new CRC32C();
        crc.update(covered.getBytes(StandardCharsets.UTF_8));
        return covered + ",\"crc\":\"%08x\"}".formatted(crc.getValue());
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a newer version may have written. */
    enum Newer {
        FORMAT("format", "{\"walden-log\":1", "{\"walden-log\":2"),
        EVENT_VERSION("event-version", "\"service-stopped\",\"v\":1", "\"service-stopped\",\"v\":99"),
        EVENT_TYPE("event-type", "\"service-stopped\"", "\"service-dreamed\"");

        final String folder;
        private final String was;
        private final String is;

        Newer(String folder, String was, String is) {
            this.folder = folder;
            this.was = was;
            this.is = is;
        }
    }
}
