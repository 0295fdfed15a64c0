package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Records as lines of text, as an export prints them and as segments hold them: read without a log around them, so without the order
 * and completeness that a log guarantees. Older versions of events are understood. Confined to its thread.
 *
 * <pre>{@code
 * {"seq":42,"durable":41,"at":"2026-11-21T02:11:13.123456Z","type":…,"v":…,"task":…,"data":{…},"crc":"1a2b3c4d"}
 * }</pre>
 */
public final class RecordLines {

    private static final Pattern LINE = Pattern.compile(
            "\\{\"seq\":(\\d{1,18}),\"durable\":\\d{1,18},\"at\":\"([^\"]+)\",(.*?)(?:,\"crc\":\"([0-9a-f]{8})\")?}",
            Pattern.DOTALL);
    private static final String HEADER = "{\"walden-log\":";
    /** {@code ,"crc":"1a2b3c4d"}}: what the checksum does not cover. */
    private static final int CHECKSUM_CHARACTERS = 18;

    private final EventCodec codec;
    private final List<RecordedEvent> found = new ArrayList<>();

    private RecordLines(BlobStore blobs, Encryption encryption) {
        codec = new EventCodec(blobs, encryption);
    }

    /**
     * The events of a file in the order of its lines. Headers, blank lines and records of the log itself are left out; blobs are
     * looked for in the folder {@code blobs} beside the file.
     *
     * @throws IOException when the file cannot be read
     * @throws ActivityException.Unreadable when a line is no record, was changed since it was written, or names a missing blob
     * @throws ActivityException.OfNewerVersion when only a newer version knows a record
     */
    public static List<RecordedEvent> read(Path file) throws IOException {
        return events(Files.readAllLines(file), file.resolveSibling("blobs"));
    }

    /** As {@link #read(Path)}, of lines that may be encrypted. */
    public static List<RecordedEvent> read(Path file, EncryptionKeys keys) throws IOException {
        return events(Files.readAllLines(file), file.resolveSibling("blobs"), keys);
    }

    /**
     * The events of some lines, as {@link #read(Path)}.
     *
     * @param blobs the folder of blobs that records may name
     */
    public static List<RecordedEvent> events(List<String> lines, Path blobs) {
        return events(lines, blobs, Encryption.NONE);
    }

    /** As {@link #events(List, Path)}, of lines that may be encrypted. */
    public static List<RecordedEvent> events(List<String> lines, Path blobs, EncryptionKeys keys) {
        return events(lines, blobs, Encryption.reading(keys));
    }

    private static List<RecordedEvent> events(List<String> lines, Path blobs, Encryption encryption) {
        try (BlobStore store = new BlobStore(blobs, BlobFiles.DISK, bytes -> {}, failure -> {})) {
            RecordLines records = new RecordLines(store, encryption);
            for (int i = 0; i < lines.size(); i++) {
                records.add(lines.get(i), i + 1);
            }
            return List.copyOf(records.found);
        }
    }

    private void add(String line, int number) {
        if (line.isBlank() || line.startsWith(HEADER)) {
            return;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw unreadable(number, "it has not the form of a record");
        }
        if (parts.group(4) != null && !parts.group(4).equals(checksum(line))) {
            throw unreadable(number, "its checksum says that it was changed; remove the member crc if that was meant");
        }
        ByteBuffer body = ByteBuffer.wrap(parts.group(3).getBytes(StandardCharsets.UTF_8));
        Instant at = Instant.parse(parts.group(2));
        LogRecord entry = new LogRecord(Long.parseLong(parts.group(1)), at, body, body);
        Optional<RecordBody> opened = codec.open(entry);
        opened.ifPresent(data -> found.add(codec.decode(entry.seq(), at, data)));
    }

    private static String checksum(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.substring(0, line.length() - CHECKSUM_CHARACTERS).getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    private static ActivityException.Unreadable unreadable(int number, String why) {
        return new ActivityException.Unreadable(
                "Line %d cannot be read: %s. Give lines as log export prints them.".formatted(number, why), null);
    }
}
