package dev.walden.activity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through JSON of the plain form: without white space, whole numbers of up to 18 digits, well-formed UTF-8. Anything else is
 * {@link NotPlain}, which says nothing of whether it is good JSON. Confined to its thread.
 */
final class PlainJson {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final int MAX_DIGITS = 18;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Stands before the first byte of a part of the bytes. */
    PlainJson(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    boolean atEnd() {
        return at == end;
    }

    /** Whether this byte comes next. */
    boolean sees(char next) {
        return at < end && bytes[at] == next;
    }

    /** Skips a word if it comes next. */
    boolean skip(byte[] word) {
        int behind = at + word.length;
        if (behind > end || !Arrays.equals(bytes, at, behind, word, 0, word.length)) {
            return false;
        }
        at = behind;
        return true;
    }

    /** Skips a byte if it comes next. */
    boolean skip(char next) {
        boolean there = sees(next);
        at += there ? 1 : 0;
        return there;
    }

    void expect(byte[] word) {
        if (!skip(word)) {
            throw new NotPlain();
        }
    }

    void expect(char next) {
        if (!skip(next)) {
            throw new NotPlain();
        }
    }

    /** A string, quotes included. */
    String string() {
        expect('"');
        int from = at;
        at = endOfPlainText(from);
        if (at < end && bytes[at] == '"') {
            return new String(bytes, from, at++ - from, StandardCharsets.ISO_8859_1);
        }
        boolean ascii = skipText();
        String raw = new String(bytes, from, at++ - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        if (!ascii && raw.indexOf(REPLACEMENT) >= 0) {
            throw new NotPlain(); // most likely no UTF-8
        }
        return JsonEscapes.resolve(raw);
    }

    /** A string of printable ASCII without escapes. */
    String plainString() {
        expect('"');
        int from = at;
        at = endOfPlainText(from);
        expect('"');
        return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
    }

    /** Goes to the closing quote of the string; returns whether all on the way is ASCII. */
    private boolean skipText() {
        boolean ascii = true;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] >= 0) {
                throw new NotPlain(); // a control character
            } else {
                ascii = false;
            }
            at = endOfPlainText(at + 1);
        }
        if (at >= end) {
            throw new NotPlain();
        }
        return ascii;
    }

    /** The offset of the first byte that is not printable ASCII, or is a quote or backslash. Looks at eight bytes at a time. */
    private int endOfPlainText(int from) {
        int here = from;
        for (; here + Long.BYTES <= end; here += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, here);
            long special =
                    eight | zeros(eight ^ EACH * '"') | zeros(eight ^ EACH * '\\') | ((eight - EACH * ' ') & ~eight);
            if ((special & TOP_BITS) != 0) {
                return here + (Long.numberOfTrailingZeros(special & TOP_BITS) >>> 3);
            }
        }
        while (here < end && bytes[here] >= ' ' && bytes[here] != '"' && bytes[here] != '\\') {
            here++;
        }
        return here;
    }

    /** The top bit of the lowest byte that is zero; higher bytes may have it without being zero. */
    private static long zeros(long eight) {
        return (eight - EACH) & ~eight;
    }

    /** A whole number; fractions and exponents are not plain. */
    long number() {
        boolean negative = skip('-');
        int from = at;
        long number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at++] - '0');
        }
        int digits = at - from;
        boolean oddZero = digits > 0 && bytes[from] == '0' && (digits > 1 || negative);
        boolean goesOn = at < end && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']';
        if (digits == 0 || digits > MAX_DIGITS || oddZero || goesOn) {
            throw new NotPlain();
        }
        return negative ? -number : number;
    }
}
