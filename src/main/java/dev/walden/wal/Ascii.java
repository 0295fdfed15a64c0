package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and fixed words as bytes, without a string in between. */
final class Ascii {

    private Ascii() {}

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean startsWith(byte[] bytes, int offset, byte[] word) {
        return offset >= 0
                && offset + word.length <= bytes.length
                && Arrays.equals(bytes, offset, offset + word.length, word, 0, word.length);
    }

    /** Writes a number that is not negative; returns the offset behind it. */
    static int putNumber(long number, byte[] into, int offset) {
        int end = offset + digits(number);
        long rest = number;
        for (int at = end - 1; at >= offset; at--) {
            into[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
