package dev.walden.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and fixed words as bytes, without a string in between. */
final class Ascii {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP_BITS = 0x8080808080808080L;

    private Ascii() {}

    /** The offset of the first line break, or {@code to}. Looks at eight bytes at a time: a replay looks at all there are. */
    static int lineBreak(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at) ^ EACH * '\n';
            long zeros = (eight - EACH) & ~eight & TOP_BITS; // right for the lowest zero, which is the one that counts
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

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
