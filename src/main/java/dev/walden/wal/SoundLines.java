package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/** The records of a segment that are good lines, past lines that are damaged or cannot be read. One use, one thread. */
final class SoundLines {

    private final ReadableParts file;
    private final long end;
    private final LineParser parser = new LineParser();
    private int damaged;

    /** Those before {@code end}. */
    SoundLines(ReadableFile file, long end) {
        this.file = new ReadableParts(file);
        this.end = end;
    }

    /** Is shown one line after the other. */
    @FunctionalInterface
    interface Enough {
        /** Whether no more lines are wanted. */
        boolean test(LineCursor line, LineParser parsed) throws IOException;
    }

    /**
     * How many pieces were damaged on the way: lines, parts of lines beside what cannot be read, and each stretch that cannot be read; a
     * stretch without a line break counts as one.
     */
    int damaged() {
        return damaged + file.stretches();
    }

    /** Shows all of them in order, until one is enough. */
    void search(Enough enough) throws IOException {
        for (long from = 0; from < end; ) {
            var lines = LineCursor.scanning(file, from, end);
            if (searchOn(lines, enough)) {
                return;
            }
            // Behind the last line break stands nothing, or what has no line break for longer than a line can be. Its
            // rest is no line.
            from = Math.min(end, lines.offset() + LineParser.MAX_LINE_BYTES);
            damaged += from == end && lines.offset() < end ? 1 : 0;
        }
    }

    /** Ends at one that is enough, or behind the last line break for long. */
    private boolean searchOn(LineCursor lines, Enough enough) throws IOException {
        while (lines.next()) {
            if (lines.isBlank() && file.stretches() > 0) {
                continue; // stands for what cannot be read
            }
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                damaged += lines.offset() == 0 ? 0 : 1; // the header is no record
            } else if (enough.test(lines, parser)) {
                return true;
            }
        }
        return false;
    }
}
