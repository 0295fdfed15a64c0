package dev.walden.wal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Reads the envelope of one line after the other, without allocating. Confined to its thread; fields speak of the last line. */
final class LineParser {

    /** The longest line there can be, line break included. */
    static final int MAX_LINE_BYTES = WriteAheadLog.MAX_BODY_BYTES + BatchBuffer.ENVELOPE_BYTES;

    static final String TOO_LONG = "a line break within " + MAX_LINE_BYTES + " bytes expected, none found";

    static final byte[] SEQ = Ascii.bytes("{\"seq\":");
    private static final byte[] DURABLE = Ascii.bytes(",\"durable\":");
    private static final byte[] AT = Ascii.bytes(",\"at\":\"");
    private static final byte[] BODY = Ascii.bytes("\",");

    private byte[] bytes = {};
    private int from;
    private int to;
    private int cursor;
    private int atFrom;
    private long seq;
    private long durable;

    /** The time read last and its text: all records of a commit carry the same one. */
    private Instant time = Instant.EPOCH;

    private byte[] timeText = Timestamp.format(time);

    /** Whether the bytes are a line with a good checksum and envelope, and no longer than one can be: a search would miss that. */
    boolean parse(byte[] in, int start, int end) {
        bytes = in;
        from = start;
        to = end;
        return !tooLong() && Checksum.matches(in, start, end) && envelope();
    }

    private boolean tooLong() {
        return to - from >= MAX_LINE_BYTES; // the line break counts
    }

    long seq() {
        return seq;
    }

    /** What the clock said when the last line was written. */
    Instant at() {
        return time;
    }

    /** The same as it is written. */
    byte[] atText() {
        return Arrays.copyOfRange(bytes, atFrom, atFrom + Timestamp.BYTES);
    }

    /** The watermark: the highest sequence number known to be on disk when the line was written. */
    long durable() {
        return durable;
    }

    /** Whether the body of the last line begins with these bytes. */
    boolean bodyStartsWith(byte[] word) {
        return cursor + word.length <= to - Checksum.BYTES && Ascii.startsWith(bytes, cursor, word);
    }

    /** A copy of the last line's body. */
    byte[] body() {
        return Arrays.copyOfRange(bytes, cursor, to - Checksum.BYTES);
    }

    /** The last line as a record that shares its bytes. */
    LogRecord entry() {
        return new LogRecord(
                seq,
                time,
                ByteBuffer.wrap(bytes, cursor, to - Checksum.BYTES - cursor).slice(),
                ByteBuffer.wrap(bytes, from, to - from).slice());
    }

    /** What is wrong with the last line, for a person. */
    String problem() {
        if (tooLong()) {
            return TOO_LONG;
        }
        if (!Checksum.endsWithChecksum(bytes, from, to)) {
            return "a line that ends with its checksum expected, none found";
        }
        long expected = Checksum.expected(bytes, from, to);
        long found = Checksum.found(bytes, to);
        return expected == found
                ? "an envelope of seq, durable and at expected, another found"
                : "checksum %08x expected, %08x found".formatted(expected, found);
    }

    private boolean envelope() {
        cursor = from;
        if (!skip(SEQ)) {
            return false;
        }
        seq = number();
        if (seq < 1 || !skip(DURABLE)) {
            return false;
        }
        durable = number();
        if (durable < 0 || durable >= seq || !skip(AT)) {
            return false;
        }
        atFrom = cursor;
        cursor += Timestamp.BYTES;
        return cursor < to - Checksum.BYTES && readTime() && skip(BODY);
    }

    private boolean readTime() {
        if (Ascii.startsWith(bytes, atFrom, timeText)) {
            return true;
        }
        if (!Timestamp.isTime(bytes, atFrom)) {
            return false;
        }
        time = Timestamp.parse(bytes, atFrom);
        timeText = Arrays.copyOfRange(bytes, atFrom, atFrom + Timestamp.BYTES);
        return true;
    }

    private boolean skip(byte[] word) {
        boolean there = Ascii.startsWith(bytes, cursor, word);
        cursor += word.length;
        return there && cursor <= to - Checksum.BYTES;
    }

    /** The number at the cursor, or -1. */
    private long number() {
        int start = cursor;
        long number = 0;
        while (cursor < to && cursor - start < 19 && bytes[cursor] >= '0' && bytes[cursor] <= '9') {
            number = number * 10 + bytes[cursor++] - '0';
        }
        boolean leadingZero = bytes[start] == '0' && cursor - start > 1;
        return cursor == start || leadingZero || number < 0 ? -1 : number;
    }
}
