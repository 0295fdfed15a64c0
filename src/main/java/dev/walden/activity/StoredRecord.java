package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a stored log, its checksum and place verified. Blobs are named, not read. Encrypted data are decrypted when they
 * are asked for, which throws {@link ActivityException} when the key is not there or they were changed. Immutable.
 */
public final class StoredRecord {

    /** {@code ,"crc":"1a2b3c4d"}}, the end of every line. */
    private static final int CHECKSUM_CHARACTERS = 18;

    private final long seq;
    private final Instant at;
    private final RecordBody body;
    private final String line;
    private final Encryption encryption;

    private StoredRecord(long seq, Instant at, RecordBody body, String line, Encryption encryption) {
        this.seq = seq;
        this.at = at;
        this.body = body;
        this.line = line;
        this.encryption = encryption;
    }

    static StoredRecord of(LogRecord entry, Encryption encryption) {
        try {
            return new StoredRecord(
                    entry.seq(),
                    entry.at(),
                    RecordBody.parse(entry.body()),
                    StandardCharsets.UTF_8.decode(entry.line().duplicate()).toString(),
                    encryption);
        } catch (RuntimeException problem) {
            throw new ActivityException.Unreadable(
                    "Record %d of the log cannot be read. %s".formatted(entry.seq(), problem.getMessage()), problem);
        }
    }

    /** Its place. */
    public long seq() {
        return seq;
    }

    /** What the clock said; for people. */
    public Instant at() {
        return at;
    }

    /** The kind of event, in kebab case. */
    public String type() {
        return body.type();
    }

    /** Of the members' meaning. */
    public int version() {
        return body.version();
    }

    /** The task whose life it is part of. */
    public Optional<String> task() {
        return Optional.ofNullable(body.task());
    }

    /** Whether the log keeps it for itself, as a marker or a seal. */
    public boolean isOfTheLog() {
        return EventTypes.isOfTheLog(type());
    }

    /** Whether it belongs to a task or names it. */
    public boolean concerns(String task) {
        return task.equals(body.task()) || (body.task() == null && text().contains("\"" + task + "\""));
    }

    /** The whole line as it is in the file, without its line break. */
    public String line() {
        return line;
    }

    /** The same with readable data; what was encrypted has no checksum then, as the log's is not of these. */
    public String text() {
        ByteBuffer raw = ByteBuffer.wrap(body.bytes());
        if (!EncryptedBody.is(raw)) {
            return line;
        }
        String head = line.substring(0, line.length() - CHECKSUM_CHARACTERS - raw.remaining());
        return head + StandardCharsets.UTF_8.decode(encryption.decrypted(seq, raw)) + "}";
    }

    /** Its data as JDK types, with usual values that the line leaves out; a long text is the object {@code {"$blob":…,"bytes":…,"head":…}}. The caller owns the map. */
    public Map<String, @Nullable Object> data() {
        ByteBuffer raw = ByteBuffer.wrap(body.bytes());
        byte[] data = EncryptedBody.is(raw)
                ? RecordBody.parse(encryption.decrypted(seq, raw)).data()
                : body.data();
        return WholeData.of(type(), ActivityJson.readObject(data));
    }

    /** The events that it stands for, in their order: mostly one; an outcome and the intent that follows from it share a record. */
    public List<StoredEvent> events() {
        return StoredEvent.in(type(), body.task(), data());
    }

    /** The digests of the blobs that it names. */
    public List<String> blobs() {
        return BlobReferences.namesIn(line);
    }
}
