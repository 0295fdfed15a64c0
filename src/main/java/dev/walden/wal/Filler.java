package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * What unused room of a segment is made of: line breaks. They mean nothing to a reader of JSON lines, and no record can contain
 * one, so the end of the log is where only filler follows.
 */
final class Filler {

    static final int CHUNK_BYTES = 1 << 20;

    private static final byte[] LINE_BREAKS = lineBreaks();

    private Filler() {}

    /** Fills a part of a file. */
    static void write(WritableFile file, long from, long to) throws IOException {
        for (long at = from; at < to; at += CHUNK_BYTES) {
            file.write(LINE_BREAKS, (int) Math.min(CHUNK_BYTES, to - at), at);
        }
    }

    /**
     * The offset behind the last byte that is not filler, looking at everything from {@code from} on. A file that its writer seals
     * meanwhile gets shorter: what is cut off was filler.
     */
    static long contentEnd(ReadableFile file, long from) throws IOException {
        return contentEnd(file, from, false);
    }

    /**
     * The same for a segment that another one follows. Cutting its filler off, a file system first writes zeros behind the new end, up to
     * the end of a block, and then the length (ext4): a power loss in between leaves them.
     */
    static long contentEndOfFull(ReadableFile file, long from) throws IOException {
        return contentEnd(file, from, true);
    }

    private static long contentEnd(ReadableFile file, long from, boolean zeros) throws IOException {
        long end = file.length();
        var chunk = new byte[Math.clamp(end - from, 0, 64 * 1024)];
        while (end > from) {
            int length = (int) Math.min(chunk.length, end - from);
            int read = read(file, chunk, length, end - length);
            if (read < length) {
                end += read - length;
                continue;
            }
            if (!Arrays.equals(chunk, 0, length, LINE_BREAKS, 0, length)) {
                int content = contentEnd(chunk, length, zeros);
                if (content > 0) {
                    return end - length + content;
                }
            }
            end -= length;
        }
        return from;
    }

    private static int contentEnd(byte[] bytes, int length, boolean zeros) {
        int end = length;
        while (end > 0 && (bytes[end - 1] == '\n' || (zeros && bytes[end - 1] == 0))) {
            end--;
        }
        return end;
    }

    /** Less than asked for only where the file ends. */
    private static int read(ReadableFile file, byte[] into, int length, long position) throws IOException {
        int read = 0;
        int more = 1;
        while (read < length && more > 0) {
            more = file.read(into, read, length - read, position + read);
            read += more;
        }
        return read;
    }

    private static byte[] lineBreaks() {
        var bytes = new byte[CHUNK_BYTES];
        Arrays.fill(bytes, (byte) '\n');
        return bytes;
    }
}
