package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Reads single values from plain JSON, with the same results as the mapper of {@link ActivityJson}. */
final class PlainValues {

    static final byte[] TRUE = word("true");
    static final byte[] FALSE = word("false");

    private PlainValues() {}

    static byte[] word(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int integer(PlainJson json) {
        long number = json.number();
        if (number != (int) number) {
            throw new NotPlain();
        }
        return (int) number;
    }

    static boolean bool(PlainJson json) {
        if (json.skip(TRUE)) {
            return true;
        }
        json.expect(FALSE);
        return false;
    }

    /** Most are {@code PT0.0012S}, for which the general reader is slow. */
    static Duration duration(PlainJson json) {
        String text = json.string();
        if (!text.startsWith("PT")) {
            throw new NotPlain();
        }
        return PlainTimes.duration(text);
    }

    static Instant instant(PlainJson json) {
        String text = json.string();
        if (!text.endsWith("Z")) {
            throw new NotPlain();
        }
        return Instant.parse(text);
    }
}
