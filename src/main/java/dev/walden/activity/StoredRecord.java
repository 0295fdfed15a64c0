package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A record as it stands in a stored log, its checksum and place verified. Blobs are named, not read. Immutable. */
public final class StoredRecord {

    /** Unescaped quotes stand only at the ends of strings, so no text can look like this. */
    private static final Pattern BLOB = Pattern.compile("\"\\$blob\":\"([0-9a-f]{64})\"");

    private final long seq;
    private final Instant at;
    private final RecordBody body;
    private final String line;

    private StoredRecord(long seq, Instant at, RecordBody body, String line) {
        this.seq = seq;
        this.at = at;
        this.body = body;
        this.line = line;
    }

    static StoredRecord of(LogRecord entry) {
        try {
            return new StoredRecord(
                    entry.seq(),
                    entry.at(),
                    RecordBody.parse(entry.body()),
                    StandardCharsets.UTF_8.decode(entry.line().duplicate()).toString());
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
        return task.equals(body.task()) || (body.task() == null && line.contains("\"" + task + "\""));
    }

    /** The whole line as it is in the file, without its line break. */
    public String line() {
        return line;
    }

    /** Its data as JDK types; a long text is the object {@code {"$blob":…,"bytes":…,"head":…}}. The caller owns the map. */
    public Map<String, @Nullable Object> data() {
        return ActivityJson.readObject(body.data());
    }

    /** The digests of the blobs that it names. */
    public List<String> blobs() {
        var blob = BLOB.matcher(line);
        List<String> found = new ArrayList<>(0);
        while (blob.find()) {
            found.add(blob.group(1));
        }
        return found;
    }
}
