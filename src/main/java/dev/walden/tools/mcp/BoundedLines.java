package dev.walden.tools.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes a stream of bytes apart at its line feeds, and holds no more than one line of a bounded length. For one thread. */
final class BoundedLines {

    private static final int FIRST_BYTES = 8192;

    private final InputStream in;
    private final int mostBytes;
    private final byte[] chunk = new byte[FIRST_BYTES];
    private int at;
    private int end;

    BoundedLines(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /**
     * The next line without its end; null behind the last.
     *
     * @throws IOException when it is longer than it may be
     */
    byte @Nullable [] next() throws IOException {
        Line line = line(false);
        return line == null ? null : line.bytes();
    }

    /** As {@link #next()}; what is too much of a line is passed over. */
    byte @Nullable [] nextCut() throws IOException {
        Line line = line(true);
        return line == null ? null : line.bytes();
    }

    private @Nullable Line line(boolean cut) throws IOException {
        byte[] bytes = new byte[Math.min(mostBytes, FIRST_BYTES)];
        int length = 0;
        boolean any = false;
        while (true) {
            if (at == end) {
                end = in.read(chunk);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return any ? new Line(Arrays.copyOf(bytes, length)) : null;
                }
            }
            any = true;
            int feed = at;
            while (feed < end && chunk[feed] != '\n') {
                feed++;
            }
            int fits = Math.min(feed - at, mostBytes - length);
            if (fits < feed - at && !cut) {
                throw new IOException("a line has more than " + mostBytes + " bytes");
            }
            if (length + fits > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(mostBytes, Math.max(length + fits, bytes.length * 2L)));
            }
            System.arraycopy(chunk, at, bytes, length, fits);
            length += fits;
            boolean ended = feed < end;
            at = ended ? feed + 1 : feed;
            if (ended) {
                boolean returned = length > 0 && bytes[length - 1] == '\r';
                return new Line(Arrays.copyOf(bytes, returned ? length - 1 : length));
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared: it only tells a line from the end
    private record Line(byte[] bytes) {}
}
