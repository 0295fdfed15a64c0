package dev.walden.activity;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of records as this version writes them, in one pass and without the mapper: that is what a replay spends its time on.
 *
 * <p>It never refuses. A body that differs in anything, by an unknown member, another order, white space, an unusual number, a reference
 * to a blob or damage, is left to the strict reading of {@link EventCodec}; what is read here is what that would read.
 */
final class PlainEvents {

    private static final byte[] TYPE = PlainValues.word("\"type\":");
    private static final byte[] VERSION = PlainValues.word(",\"v\":");
    private static final byte[] TASK = PlainValues.word(",\"task\":");
    private static final byte[] DATA = PlainValues.word(",\"data\":");

    private static final Map<String, PlainEvents> BY_NAME =
            EventTypes.CURRENT.all().stream().collect(Collectors.toUnmodifiableMap(EventType::name, PlainEvents::new));

    private final EventType type;
    private final PlainRecord event;
    private final boolean ofTask;

    private PlainEvents(EventType type) {
        this.type = type;
        event = PlainRecord.of(type.type());
        ofTask = TaskEvent.class.isAssignableFrom(type.type());
    }

    /** The event of a record's body, or null when the body is not of the plain form. */
    static @Nullable ActivityEvent read(ByteBuffer body) {
        try {
            PlainJson json = json(body);
            json.expect(TYPE);
            PlainEvents events = BY_NAME.get(json.plainString());
            return events == null ? null : events.read(json);
        } catch (RuntimeException left) {
            return null; // the strict reading finds it again and says what it is
        }
    }

    private @Nullable ActivityEvent read(PlainJson json) {
        json.expect(VERSION);
        if (!type.readsAsNewest(json.number())) {
            return null;
        }
        Object read;
        if (ofTask) {
            json.expect(TASK);
            TaskId task = new TaskId(json.plainString());
            json.expect(DATA);
            read = event.readAfter(task, json);
        } else {
            json.expect(DATA);
            read = event.read(json);
        }
        return json.atEnd() ? type.type().cast(read) : null;
    }

    private static PlainJson json(ByteBuffer body) {
        if (body.hasArray()) {
            int from = body.arrayOffset() + body.position();
            return new PlainJson(body.array(), from, from + body.remaining());
        }
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return new PlainJson(copy, 0, copy.length);
    }
}
