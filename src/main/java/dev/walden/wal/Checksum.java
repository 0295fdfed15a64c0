package dev.walden.wal;

import java.util.zip.CRC32C;

/** The end of every line, {@code ,"crc":"1a2b3c4d"}}: CRC-32C over all bytes of the line before it. */
final class Checksum {

    /** Bytes of the line's end that carry it. */
    static final int BYTES = 18;

    private static final byte[] HEAD = Ascii.bytes(",\"crc\":\"");
    private static final byte[] FOOT = Ascii.bytes("\"}");

    private Checksum() {}

    /** Writes the line's end for a checksum; returns the offset behind it. */
    static int put(int crc, byte[] into, int offset) {
        System.arraycopy(HEAD, 0, into, offset, HEAD.length);
        int digits = offset + HEAD.length;
        for (int i = 0; i < 8; i++) {
            int digit = crc >>> (28 - 4 * i) & 0xf;
            into[digits + i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
        }
        System.arraycopy(FOOT, 0, into, digits + 8, FOOT.length);
        return offset + BYTES;
    }

    /** Whether the line ends with the checksum of what stands before it. */
    static boolean matches(byte[] line, int from, int to) {
        return endsWithChecksum(line, from, to) && found(line, to) == expected(line, from, to);
    }

    static boolean endsWithChecksum(byte[] line, int from, int to) {
        return to - from > BYTES
                && Ascii.startsWith(line, to - BYTES, HEAD)
                && Ascii.startsWith(line, to - FOOT.length, FOOT)
                && found(line, to) >= 0;
    }

    /** What the line says, as an unsigned number; negative when the digits are none. */
    static long found(byte[] line, int to) {
        long crc = 0;
        for (int at = to - FOOT.length - 8; at < to - FOOT.length; at++) {
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
