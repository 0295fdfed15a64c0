package dev.walden.wal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an appender may give: checked on its own thread, before a sequence number is given. */
final class Bodies {

    private Bodies() {}

    /** Throws when a body cannot be part of a line. */
    static void check(List<byte[]> bodies) {
        if (bodies.isEmpty()) {
            throw new IllegalArgumentException("An append needs at least one body.");
        }
        for (var body : bodies) {
            check(body);
        }
    }

    private static void check(byte[] body) {
        if (body.length > WriteAheadLog.MAX_BODY_BYTES) {
            throw new WalException.TooLarge("A body has up to " + WriteAheadLog.MAX_BODY_BYTES + " bytes, not "
                    + body.length + ". Keep large data beside the log.");
        }
        if (body.length < 2 || body[0] != '"') {
            throw new IllegalArgumentException(
                    "A body is a list of JSON members and begins with the quote of the first name.");
        }
        if (Markers.reserved(body)) {
            throw new IllegalArgumentException(
                    "Records of the types log-marker, segment-sealed and segment-rewritten are written by the log itself.");
        }
        if (!plain(body)) {
            checkText(body);
        }
    }

    private static boolean plain(byte[] body) {
        for (byte b : body) {
            if (b < ' ') { // control characters, and everything beyond ASCII
                return false;
            }
        }
        return true;
    }

    private static void checkText(byte[] body) {
        for (byte b : body) {
            if (b >= 0 && b < ' ') {
                throw new IllegalArgumentException(
                        "A body may hold control characters in escaped form only, but byte " + b + " was found.");
            }
        }
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A body is UTF-8, but this one is not: " + e.getMessage(), e);
        }
    }
}
