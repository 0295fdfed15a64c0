package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Takes segments out of a log's folder and puts others in. A copy of what goes is durable in the folder {@code removed-TIME} before
 * anything is changed; a crash in between leaves the log as damaged as it was.
 */
final class SegmentSurgery {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Storage storage;
    private final Path removed;

    /** @param storage of that home */
    SegmentSurgery(Path home, Instant now, Storage storage) {
        folder = home.resolve("log");
        this.storage = storage;
        removed = removed(home, now);
    }

    static Path removed(Path home, Instant now) {
        return home.resolve("log").resolve("removed-" + TIME.format(now));
    }

    void putBack(RepairStep.PutBack step) throws IOException {
        keep(step.segment());
        var aside = folder.resolve(step.segment() + ".tmp");
        Files.deleteIfExists(aside);
        copyPlain(step, aside);
        take(aside, step.segment());
    }

    private static void copyPlain(RepairStep.PutBack step, Path to) throws IOException {
        var source = new SegmentFiles(new FileStorage(step.source()));
        var segment = source.named(step.segment());
        if (segment == null) {
            throw new IOException("The backup lost " + step.segment() + " meanwhile.");
        }
        try (var file = source.open(segment)) {
            pour(file, step.bytes(), to);
        }
        sync(to);
    }

    void cut(RepairStep.CutFrom step) throws IOException {
        keep(step.segment());
        for (var name : step.wholly()) {
            keep(name);
        }
        // From the end on: whatever a crash leaves is a log without its last records.
        for (var name : step.wholly().reversed()) {
            for (var file : List.of(name, Segment.archiveName(name))) {
                if (Files.exists(folder.resolve(file))) {
                    storage.delete(file);
                }
            }
            storage.syncFolder();
        }
        unpack(step.segment(), step.offset());
        try (var channel = FileChannel.open(folder.resolve(step.segment()), StandardOpenOption.WRITE)) {
            channel.truncate(step.offset());
            channel.force(true);
        }
    }

    /** The last segment of a log is never in the archive. What is cut may be what cannot be unpacked. */
    private void unpack(String name, long bytes) throws IOException {
        var segment = new SegmentFiles(storage).named(name);
        if (segment == null || !segment.archived()) {
            return;
        }
        var aside = folder.resolve(name + ".tmp");
        Files.deleteIfExists(aside);
        copyPlain(new RepairStep.PutBack(name, bytes, "", parentOf(folder)), aside);
        take(aside, name);
    }

    /** The plain file counts before a packed one, which may go only when the plain one cannot. */
    private void take(Path aside, String name) throws IOException {
        storage.rename(String.valueOf(aside.getFileName()), name);
        storage.syncFolder();
        if (Files.exists(folder.resolve(Segment.archiveName(name)))) {
            storage.delete(Segment.archiveName(name));
            storage.syncFolder();
        }
    }

    private void keep(String name) throws IOException {
        Files.createDirectories(removed);
        for (var file : new String[] {name, Segment.archiveName(name)}) {
            var from = folder.resolve(file);
            if (Files.exists(from)) {
                var copy = removed.resolve(from.getFileName());
                copyParts(file, copy);
                sync(copy);
            }
        }
        sync(removed);
        storage.syncFolder();
    }

    /** All that can be read. What cannot is line breaks in the copy, so that all else is where it was. */
    private void copyParts(String name, Path to) throws IOException {
        try (var from = storage.read(name)) {
            var parts = new ReadableParts(from);
            pour(parts, parts.length(), to);
        }
    }

    private static void pour(ReadableFile from, long bytes, Path to) throws IOException {
        try (var out = Files.newOutputStream(to)) {
            var chunk = new byte[Filler.CHUNK_BYTES];
            for (long at = 0; at < bytes; ) {
                int read = from.read(chunk, 0, (int) Math.min(chunk.length, bytes - at), at);
                if (read == 0) {
                    throw new IOException("The segment ends at byte " + at + ", " + bytes + " were expected.");
                }
                out.write(chunk, 0, read);
                at += read;
            }
        }
    }

    private static Path parentOf(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
