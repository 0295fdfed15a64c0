package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Turns events into the bodies of records and back. Thread-safe.
 *
 * <p>The id of a {@link TaskEvent}'s task stands beside the data, where {@code grep} and other programs find it without knowing the event;
 * all else, also the task of an {@link MemoryEvent.EpisodeRecorded}, is in the data.
 *
 * <p>Always writes the newest version of an event, and reads every older one through its {@link Upcaster}s.
 */
final class EventCodec {

    private final BlobReferences references;
    private final ByteStore bytes;
    private final Encryption encryption;
    private final EventTypes types;

    /** Encrypts nothing. */
    EventCodec(BlobStore blobs) {
        this(blobs, Encryption.NONE);
    }

    EventCodec(BlobStore blobs, Encryption encryption) {
        this(blobs, encryption, EventTypes.CURRENT);
    }

    EventCodec(BlobStore blobs, Encryption encryption, EventTypes types) {
        references = new BlobReferences(blobs, encryption);
        bytes = new ByteStore(blobs, encryption);
        this.encryption = encryption;
        this.types = types;
    }

    /**
     * The body of an event's record; the blobs that it names are durable on return.
     *
     * @throws ActivityException.TooLarge when no record can hold it
     */
    byte[] encode(ActivityEvent event) {
        return encode(event, encryption.forNew());
    }

    /** As {@link #encode}, of an event that takes the place of a record: encrypted also when only that one was. */
    byte[] encodeInPlaceOf(LogRecord old, ActivityEvent event) {
        return encode(event, encryption.inPlaceOf(old));
    }

    private byte[] encode(ActivityEvent event, @Nullable WritingKey key) {
        EventType type = types.of(event);
        String task = event instanceof TaskEvent of ? of.task().value() : null;
        byte[] data = references.shorten(json(kept(event, key)), key, type.namesFiles());
        var body = new RecordBody(type.name(), type.version(), task, data);
        return key == null ? body.bytes() : EncryptedBody.of(body, key);
    }

    /**
     * The body of a record, decrypted and with blobs resolved, or empty for a record of the log itself.
     *
     * @throws ActivityException.Unreadable when it has not the form of one, or a blob is missing
     */
    Optional<RecordBody> open(LogRecord entry) {
        try {
            if (EventTypes.isOfTheLog(RecordBody.typeOf(entry.body()))) {
                return Optional.empty();
            }
            RecordBody body = RecordBody.parse(encryption.decrypted(entry).body());
            return Optional.of(body.withData(references.resolve(body.data())));
        } catch (ActivityException.KeyUnusable missing) {
            throw missing;
        } catch (RuntimeException problem) {
            throw new ActivityException.Unreadable(
                    "Record %d of the log cannot be read. %s".formatted(entry.seq(), problem.getMessage()), problem);
        }
    }

    /**
     * The event of a record, or empty for a record of the log itself.
     *
     * @throws ActivityException when it cannot be understood
     */
    Optional<RecordedEvent> read(LogRecord entry) {
        return readPlain(entry).or(() -> open(entry).map(body -> decode(entry.seq(), entry.at(), body)));
    }

    /** The class of a type's events; empty when it is unknown. */
    Optional<Class<? extends ActivityEvent>> classOf(String type) {
        return types.named(type).map(EventType::type);
    }

    /** The event of a record that is as this version writes it, at a fraction of the cost; empty when {@link #open} has to tell. */
    Optional<RecordedEvent> readPlain(LogRecord entry) {
        return Optional.ofNullable(PlainEvents.read(encryption.decrypted(entry).body()))
                .map(event -> new RecordedEvent(entry.seq(), entry.at(), event));
    }

    /**
     * The event of an opened body.
     *
     * @throws ActivityException.OfNewerVersion when its type or version is unknown
     * @throws ActivityException.Unreadable when its data are not what the type says
     */
    RecordedEvent decode(long seq, Instant at, RecordBody body) {
        EventType type = types.named(body.type()).orElseThrow(() -> unknown(seq, body));
        if (body.version() > type.version()) {
            throw unknown(seq, body);
        }
        try {
            if (body.version() < 1) {
                throw new IllegalArgumentException("Versions count from 1.");
            }
            boolean ofTask = TaskEvent.class.isAssignableFrom(type.type());
            if (ofTask != (body.task() != null)) {
                throw new IllegalArgumentException("A task's id stands in the records of tasks, and only there.");
            }
            byte[] data = withTask(body.task(), type.upToDate(body.version(), body.data()));
            return new RecordedEvent(seq, at, type.type().cast(type.reader().readValue(data)));
        } catch (RuntimeException problem) {
            throw new ActivityException.Unreadable(
                    "Record %d of the log is no %s of version %d: %s. The log was changed by something else; restore it from a backup."
                            .formatted(seq, body.type(), body.version(), reason(problem)),
                    problem);
        }
    }

    /** What a call gave back, on disk; all other events as they are. */
    private ActivityEvent kept(ActivityEvent event, @Nullable WritingKey key) {
        if (!(event instanceof ToolCallEvent.ToolCallFinished finished)
                || finished.attachments().isEmpty()) {
            return event;
        }
        return finished.giving(finished.attachments().stream()
                .<Attached>map(attached -> attached.kept(content -> bytes.put(content, key)))
                .toList());
    }

    private static byte[] json(ActivityEvent event) {
        try {
            return ActivityJson.write(event);
        } catch (JacksonException unencodable) {
            throw new ActivityException.TooLarge(
                    "An event cannot be written as JSON: " + unencodable.getOriginalMessage());
        }
    }

    /** Puts the task's id back into the data, as their first member. */
    private static byte[] withTask(@Nullable String task, byte[] data) {
        if (task == null) {
            return data;
        }
        String first = "{\"task\":\"" + task + (data.length > "{}".length() ? "\"," : "\"");
        byte[] head = first.getBytes(StandardCharsets.UTF_8);
        byte[] joined = new byte[head.length + data.length - 1];
        System.arraycopy(head, 0, joined, 0, head.length);
        System.arraycopy(data, 1, joined, head.length, data.length - 1);
        return joined;
    }

    private static String reason(RuntimeException problem) {
        return problem instanceof JacksonException json
                ? json.getOriginalMessage()
                : String.valueOf(problem.getMessage());
    }

    private static ActivityException unknown(long seq, RecordBody body) {
        return new ActivityException.OfNewerVersion(
                ("Record %d of the log is a %s of version %d, which this version of Walden does not know. It was written by a"
                                + " newer one: install that version again, or restore a backup from before it ran.")
                        .formatted(seq, body.type(), body.version()),
                null);
    }
}
