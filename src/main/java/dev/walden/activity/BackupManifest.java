package dev.walden.activity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds, as its {@code backup.json} says.
 *
 * @param madeAt when it was begun
 * @param logId of the log
 * @param lastSeq its last record
 * @param head of the log in the backup, {@code SEQ:HEX}
 * @param files all files of it but this one
 */
public record BackupManifest(Instant madeAt, String logId, long lastSeq, String head, List<Entry> files) {

    /** The file that it is kept in. */
    public static final String NAME = "backup.json";

    private static final int FORMAT = 1;

    /** Copies the files. */
    public BackupManifest {
        files = List.copyOf(files);
    }

    /**
     * A file of the backup.
     *
     * @param path below the backup's folder
     */
    public record Entry(String path, long bytes, String sha256) {}

    /** How many bytes all files have. */
    public long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    /** Whether it holds wrapped data keys, and so needs their master key, which no backup holds. */
    public boolean needsMasterKey() {
        return files.stream().anyMatch(file -> KeyFolder.isWrapped(Path.of(file.path())));
    }

    void write(Path folder) throws IOException {
        var content = ActivityJson.write(asObject());
        var aside = folder.resolve(NAME + ".tmp");
        try (var out = FileChannel.open(
                aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                FileCopies.mode(folder, "rw-------"))) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(aside, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        FileCopies.sync(folder);
    }

    private Map<String, Object> asObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("walden-backup", FORMAT);
        object.put("madeAt", madeAt.toString());
        object.put("logId", logId);
        object.put("lastSeq", lastSeq);
        object.put("head", head);
        object.put(
                "files",
                files.stream()
                        .map(file -> Map.of("path", file.path(), "bytes", file.bytes(), "sha256", file.sha256()))
                        .toList());
        return object;
    }

    /**
     * Reads the one of a backup.
     *
     * @throws ActivityException.NotOpened when there is none, or it is not of this version
     */
    static BackupManifest of(Path backup) {
        var file = backup.resolve(NAME);
        try {
            return parse(file, ActivityJson.readObject(Files.readAllBytes(file)));
        } catch (IOException missing) {
            throw new ActivityException.NotOpened(
                    "no_backup",
                    "A backup has a file %s, which is written when it is whole; there is none in %s."
                            .formatted(NAME, backup),
                    missing);
        } catch (RuntimeException malformed) {
            throw new ActivityException.NotOpened(
                    "log_damaged",
                    "%s is not the manifest of a backup: %s".formatted(file, malformed.getMessage()),
                    malformed);
        }
    }

    private static BackupManifest parse(Path file, Map<String, @Nullable Object> object) {
        if (!(object.get("walden-backup") instanceof Number format)) {
            throw new IllegalArgumentException("the member walden-backup is missing");
        }
        if (format.intValue() != FORMAT) {
            throw new ActivityException.NotOpened(
                    "log_unknown_format",
                    "%s has format %s; this version reads %d. Use the version that made it, or a newer one."
                            .formatted(file, format, FORMAT),
                    null);
        }
        List<Entry> files = new ArrayList<>();
        for (var element : (List<?>) required(object, "files")) {
            var entry = (Map<?, ?>) element;
            files.add(new Entry(
                    String.valueOf(entry.get("path")),
                    ((Number) required(entry, "bytes")).longValue(),
                    String.valueOf(entry.get("sha256"))));
        }
        return new BackupManifest(
                Instant.parse(String.valueOf(required(object, "madeAt"))),
                String.valueOf(required(object, "logId")),
                ((Number) required(object, "lastSeq")).longValue(),
                String.valueOf(required(object, "head")),
                files);
    }

    private static Object required(Map<?, ?> object, String name) {
        var value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the member " + name + " is missing");
        }
        return value;
    }
}
