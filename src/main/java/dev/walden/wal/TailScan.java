package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * Looks through the bytes behind a bad line for the highest watermark that any good line among them carries. A line break may be
 * part of what is bad, so a line may begin anywhere, except where JSON allows an object inside a record: a record that quotes a
 * line of a log must not count.
 */
final class TailScan {

    private static final int WINDOW_BYTES = 1 << 20;

    private final ReadableFile file;
    private final long end;
    private final LineParser parser = new LineParser();
    private long highest = -1;
    private long highestSeq = -1;

    private TailScan(ReadableFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /** The highest watermark from {@code from} on, before {@code end}; -1 when there is none. */
    static long highestWatermark(ReadableFile file, long from, long end) throws IOException {
        var scan = new TailScan(file, end);
        for (long window = from; window < end; window += WINDOW_BYTES) {
            scan.look(window);
        }
        return scan.highest;
    }

    /** The highest sequence number on a good line from {@code from} on, before {@code end}; -1 when there is none. */
    static long highestSeq(ReadableFile file, long from, long end) throws IOException {
        var scan = new TailScan(file, end);
        for (long window = from; window < end; window += WINDOW_BYTES) {
            scan.look(window);
        }
        return scan.highestSeq;
    }

    /** Judges the lines that begin in a window; they may end behind it. */
    private void look(long window) throws IOException {
        int before = window > 0 ? 1 : 0;
        var bytes = new byte[(int) Math.min(end - window, WINDOW_BYTES + LineParser.MAX_LINE_BYTES) + before];
        int length = read(bytes, window - before);
        for (int at = next(bytes, before, length); at >= 0 && at < before + WINDOW_BYTES; ) {
            int following = next(bytes, at + 1, length);
            judge(bytes, at, following < 0 ? length : following);
            at = following;
        }
    }

    private static int next(byte[] bytes, int from, int length) {
        for (int at = from; at <= length - LineParser.SEQ.length; at++) {
            if (bytes[at] == '{'
                    && Ascii.startsWith(bytes, at, LineParser.SEQ)
                    && !(at > 0 && insideJson(bytes[at - 1]))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean insideJson(byte before) {
        return before == ':' || before == ',' || before == '[' || before == ' ';
    }

    /** A quoted line may end like a line before the real end does, so each possible end is tried. */
    private void judge(byte[] bytes, int from, int limit) {
        int most = Math.min(limit, from + LineParser.MAX_LINE_BYTES);
        for (int to = from + Checksum.BYTES + 1; to <= most && Byte.toUnsignedInt(bytes[to - 1]) >= ' '; to++) {
            if (bytes[to - 1] == '}' && Checksum.endsWithChecksum(bytes, from, to) && parser.parse(bytes, from, to)) {
                highest = Math.max(highest, parser.durable());
                highestSeq = Math.max(highestSeq, parser.seq());
                return;
            }
        }
    }

    private int read(byte[] into, long position) throws IOException {
        int filled = 0;
        while (filled < into.length) {
            int read = file.read(into, filled, into.length - filled, position + filled);
            if (read == 0) {
                Arrays.fill(into, filled, into.length, (byte) '\n');
                break;
            }
            filled += read;
        }
        return filled;
    }
}
