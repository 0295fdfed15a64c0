package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines of a segment that fix digests of others, past lines that are damaged or cannot be read. One use, one thread. */
final class SealLines {

    private final ReadableParts file;
    private final long end;
    private final LineParser parser = new LineParser();
    private int damaged;

    /** Those before {@code end}. */
    SealLines(ReadableFile file, long end) {
        this.file = new ReadableParts(file);
        this.end = end;
    }

    /**
     * What a search found.
     *
     * @param last the one that was enough; null when none was
     * @param damaged how many pieces were damaged on the way: lines, parts of lines beside what cannot be read, and each stretch that
     *     cannot be read; a stretch without a line break counts as one
     */
    record Result(@Nullable Seal last, int damaged) {}

    /** Shows all of them in order, until one is enough. */
    Result search(Predicate<Seal> enough) throws IOException {
        Seal found = null;
        for (long from = 0; found == null && from < end; ) {
            var lines = LineCursor.scanning(file, from, end);
            found = searchOn(lines, enough);
            if (found == null) {
                // Behind the last line break stands nothing, or what has no line break for longer than a line can be. Its rest is no line.
                from = Math.min(end, lines.offset() + LineParser.MAX_LINE_BYTES);
                damaged += from == end && lines.offset() < end ? 1 : 0;
            }
        }
        return new Result(found, damaged + file.stretches());
    }

    /** Ends at one that is enough, or behind the last line break for long. */
    private @Nullable Seal searchOn(LineCursor lines, Predicate<Seal> enough) throws IOException {
        while (lines.next()) {
            if (lines.isBlank() && file.stretches() > 0) {
                continue; // stands for what cannot be read
            }
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                damaged += lines.offset() == 0 ? 0 : 1; // the header is no record
                continue;
            }
            var seal = Seal.of(parser);
            if (seal != null && enough.test(seal)) {
                return seal;
            }
        }
        return null;
    }
}
