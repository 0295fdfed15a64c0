package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines of a segment that fix digests of others, past lines that are damaged or cannot be read. One use, one thread. */
final class SealLines {

    private final ReadableFile file;
    private final long end;
    private final LineParser parser = new LineParser();
    private int damaged;

    /** Those before {@code end}. */
    SealLines(ReadableFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * What a search found.
     *
     * @param last the one that was enough; null when none was
     * @param damaged how many lines were damaged on the way; a stretch without a line break, or that cannot be read, counts as one
     */
    record Result(@Nullable Seal last, int damaged) {}

    /** Shows all of them in order, until one is enough. */
    Result search(Predicate<Seal> enough) throws IOException {
        long from = 0;
        while (from < end) {
            var lines = LineCursor.scanning(file, from, end);
            var found = searchOn(lines, enough);
            if (found != null || lines.offset() >= end) {
                return new Result(found, damaged);
            }
            damaged++;
            from = lines.offset() + LineParser.MAX_LINE_BYTES;
            if (from < end) {
                damaged--; // the rest of a line, with which the search goes on, is counted as one
            }
        }
        return new Result(null, damaged);
    }

    /** Ends at one that is enough, or where no line can be read. */
    private @Nullable Seal searchOn(LineCursor lines, Predicate<Seal> enough) throws IOException {
        while (hasNext(lines)) {
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

    private static boolean hasNext(LineCursor lines) throws IOException {
        try {
            return lines.next();
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged unreadable) {
            return false;
        }
    }
}
