package dev.walden.wal;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of one commit, line by line. Used by who has the turn to commit; kept from commit to commit.
 *
 * <p>A line: {@code {"seq":42,"durable":41,"at":"2026-11-21T02:11:13.123456Z",BODY,"crc":"1a2b3c4d"}}.
 */
final class BatchBuffer {

    /** More than the envelope around a body takes, line break included. */
    static final int ENVELOPE_BYTES = 112;

    private static final int USUAL_BYTES = 1 << 20;
    private static final byte[] SEQ = Ascii.bytes("{\"seq\":");
    private static final byte[] DURABLE = Ascii.bytes(",\"durable\":");
    private static final byte[] AT = Ascii.bytes(",\"at\":\"");
    private static final byte[] BODY = Ascii.bytes("\",");

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[64 * 1024];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Forgets all lines, and the memory of an unusually large commit with them. */
    void clear() {
        length = 0;
        if (bytes.length > 2 * USUAL_BYTES) {
            bytes = new byte[USUAL_BYTES];
        }
    }

    void header(SegmentHeader header) {
        var line = header.beforeChecksum();
        ensure(line.length + ENVELOPE_BYTES);
        int start = length;
        put(line);
        finish(start);
    }

    void line(long seq, long durable, byte[] at, byte[] body) {
        ensure(body.length + ENVELOPE_BYTES);
        int start = length;
        put(SEQ);
        length = Ascii.putNumber(seq, bytes, length);
        put(DURABLE);
        length = Ascii.putNumber(durable, bytes, length);
        put(AT);
        put(at);
        put(BODY);
        put(body);
        finish(start);
    }

    /** Adds a whole line as it is, without its line break. */
    void copy(byte[] from, int start, int end) {
        ensure(end - start + 1);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        bytes[length++] = '\n';
    }

    private void finish(int start) {
        crc.reset();
        crc.update(bytes, start, length - start);
        length = Checksum.put((int) crc.getValue(), bytes, length);
        bytes[length++] = '\n';
    }

    private void put(byte[] part) {
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
