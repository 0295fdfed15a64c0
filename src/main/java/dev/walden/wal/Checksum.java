package dev.walden.wal;

import java.util.zip.CRC32C;

/** The end of every line, {@code ,"crc":"1a2b3c4d"}}: CRC-32C over all bytes of the line before it. */
final class Checksum {

    /** Bytes of the line's end that carry it. */
    static final int BYTES = 18;

    private static final byte[] HEAD = Ascii.bytes(",\"crc\":\"");
    private static final byte[] FOOT = Ascii.bytes("\"}");

    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");
    private static final int DIGITS = 8;

    private Checksum() {}

    /** Writes the line's end for a checksum; returns the offset behind it. */
    static int put(int crc, byte[] into, int offset) {
        System.arraycopy(HEAD, 0, into, offset, HEAD.length);
        int digits = offset + HEAD.length;
        for (int i = 0; i < DIGITS; i++) {
            into[digits + i] = HEX[crc >>> (28 - 4 * i) & 0xf];
        }
        System.arraycopy(FOOT, 0, into, digits + DIGITS, FOOT.length);
        return offset + BYTES;
    }

    /** Whether the line ends with the checksum of what stands before it. */
    static boolean matches(byte[] line, int from, int to) {
        return hasFrame(line, from, to) && hasDigits((int) expected(line, from, to), line, to);
    }

    /** Compares digit by digit, as reading the number takes longer than computing the checksum. */
    private static boolean hasDigits(int crc, byte[] line, int to) {
        int differences = 0;
        int digits = to - FOOT.length - DIGITS;
        for (int i = 0; i < DIGITS; i++) {
            differences |= line[digits + i] ^ HEX[crc >>> (28 - 4 * i) & 0xf];
        }
        return differences == 0;
    }

    static boolean endsWithChecksum(byte[] line, int from, int to) {
        return hasFrame(line, from, to) && found(line, to) >= 0;
    }

    private static boolean hasFrame(byte[] line, int from, int to) {
        return to - from > BYTES
                && Ascii.startsWith(line, to - BYTES, HEAD)
                && Ascii.startsWith(line, to - FOOT.length, FOOT);
    }

    /** What the line says, as an unsigned number; negative when the digits are none. */
    static long found(byte[] line, int to) {
        long crc = 0;
        for (int at = to - FOOT.length - DIGITS; at < to - FOOT.length; at++) {
            int digit = hexDigit(line[at]);
            if (digit < 0) {
                return -1;
            }
            crc = crc << 4 | digit;
        }
        return crc;
    }

    /** What the line should say, as an unsigned number. */
    static long expected(byte[] line, int from, int to) {
        var crc = new CRC32C();
        crc.update(line, from, to - from - BYTES);
        return crc.getValue();
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }
}
