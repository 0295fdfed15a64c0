package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.Arrays;

/** Walks through the lines of a part of a file with one bounded buffer. Confined to its thread. */
final class LineCursor {

    private static final int MAX_BUFFER_BYTES = 256 * 1024;

    /** The JDK copies what it reads once more; a piece of this size is still in the cache by then. */
    private static final int MAX_READ_BYTES = 64 * 1024;

    private final ReadableFile file;
    private final long end;
    private byte[] buffer;
    private long bufferOffset;
    private int filled;
    private int from;
    private int to = -1;

    /** Starts before the line at {@code position}; reads nothing from {@code end} on. */
    LineCursor(ReadableFile file, long position, long end, int firstReadBytes) {
        this.file = file;
        this.end = end;
        this.buffer = new byte[firstReadBytes];
        this.bufferOffset = position;
    }

    /** A cursor for reading much. */
    static LineCursor scanning(ReadableFile file, long position, long end) {
        return new LineCursor(file, position, end, Math.clamp(end - position, 1, MAX_BUFFER_BYTES));
    }

    /**
     * Goes to the next line. False when no line break follows. One that follows farther off than the longest line there can be is found or
     * not, as the reads happen to end; the parser takes no such line.
     */
    boolean next() throws IOException {
        from = to + 1;
        int searched = from;
        while (true) {
            int found = Ascii.lineBreak(buffer, searched, filled);
            if (found < filled) {
                to = found;
                return true;
            }
            searched = filled - from;
            if (searched >= LineParser.MAX_LINE_BYTES || !fill()) {
                to = from - 1;
                return false;
            }
        }
    }

    /** Moves the unfinished line to the start of the buffer and reads on. False at the end. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            bufferOffset += from;
            filled -= from;
            from = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(MAX_BUFFER_BYTES, buffer.length * 4 + 1024));
        }
        int most = Math.min(MAX_READ_BYTES, buffer.length - filled);
        int wanted = (int) Math.min(most, end - bufferOffset - filled);
        int read = wanted <= 0 ? 0 : file.read(buffer, filled, wanted, bufferOffset + filled);
        filled += read;
        return read > 0;
    }

    /** Where in the file the line begins; after the last line, where the rest does. */
    long offset() {
        return bufferOffset + from;
    }

    /** Where in the file the next line begins. */
    long endOffset() {
        return bufferOffset + to + 1;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    /** Offset behind the line, of its line break. */
    int to() {
        return to;
    }

    boolean isBlank() {
        return from == to;
    }
}
