package dev.walden.activity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The members of a record between the log's envelope and its checksum, exactly in this form:
 *
 * <pre>{@code
 * "type":"task-paused","v":1,"task":"t…","data":{…}
 * }</pre>
 *
 * <p>{@code task} stands only in records of tasks. Because the form is fixed, it is cut by hand: a parser would go through the data twice.
 */
final class RecordBody {

    private static final byte[] TYPE = utf8("\"type\":\"");
    private static final byte[] VERSION = utf8(",\"v\":");
    private static final byte[] TASK = utf8(",\"task\":\"");
    private static final byte[] DATA = utf8(",\"data\":");

    private final String type;
    private final int version;
    private final @Nullable String task;
    private final byte[] data;

    /**
     * A body.
     *
     * @param task null in records of no task
     * @param data a JSON object; not copied
     */
    RecordBody(String type, int version, @Nullable String task, byte[] data) {
        this.type = type;
        this.version = version;
        this.task = task;
        this.data = data;
    }

    String type() {
        return type;
    }

    int version() {
        return version;
    }

    @Nullable
    String task() {
        return task;
    }

    byte[] data() {
        return data;
    }

    /** The same with other data. */
    RecordBody withData(byte[] other) {
        return new RecordBody(type, version, task, other);
    }

    byte[] bytes() {
        String head = "\"type\":\"" + type + "\",\"v\":" + version;
        if (task != null) {
            head += ",\"task\":\"" + task + "\"";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + DATA.length + data.length);
        bytes.writeBytes(utf8(head));
        bytes.writeBytes(DATA);
        bytes.writeBytes(data);
        return bytes.toByteArray();
    }

    /** The type alone, which every record has. */
    static String typeOf(ByteBuffer body) {
        return new Cut(body).type();
    }

    /**
     * All of it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static RecordBody parse(ByteBuffer body) {
        Cut cut = new Cut(body);
        String type = cut.type();
        cut.expect(VERSION);
        int version = cut.number();
        String task = cut.skip(TASK) ? cut.text() : null;
        cut.expect(DATA);
        return new RecordBody(type, version, task, cut.rest());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A place in the body that moves on as parts are cut off. */
    private static final class Cut {
        private final ByteBuffer left;

        Cut(ByteBuffer body) {
            left = body.duplicate();
        }

        String type() {
            expect(TYPE);
            return text();
        }

        void expect(byte[] literal) {
            if (!skip(literal)) {
                throw new IllegalArgumentException(
                        "The record's body has not the form \"type\",\"v\",\"task\",\"data\": "
                                + new String(literal, StandardCharsets.UTF_8) + " is not where it belongs.");
            }
        }

        boolean skip(byte[] literal) {
            int start = left.position();
            if (left.remaining() < literal.length
                    || !left.slice(start, literal.length).equals(ByteBuffer.wrap(literal))) {
                return false;
            }
            left.position(start + literal.length);
            return true;
        }

        /** Up to the next quote; names and ids have no escapes. */
        String text() {
            StringBuilder text = new StringBuilder(24);
            while (left.hasRemaining()) {
                byte next = left.get();
                if (next == '"') {
                    return text.toString();
                }
                text.append((char) next);
            }
            throw new IllegalArgumentException("The record's body ends within a name.");
        }

        int number() {
            int number = 0;
            while (left.hasRemaining() && Character.isDigit((char) left.get(left.position()))) {
                number = Math.addExact(Math.multiplyExact(number, 10), left.get() - '0');
            }
            return number;
        }

        byte[] rest() {
            byte[] rest = new byte[left.remaining()];
            left.get(rest);
            return rest;
        }
    }
}
