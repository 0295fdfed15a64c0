package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/** Words for damage that is found: where, what, what to do. */
final class Damage {

    private static final String ADVICE =
            " The log is damaged before its tail and nothing was changed. Restore it from a backup, or mend the disk and copy the"
                    + " file again; see docs/log-format.md#mending-by-hand.";

    private Damage() {}

    /** Damage of the line that begins at {@code offset}. */
    static WalException.Damaged at(String segment, ReadableFile file, long offset, String what) throws IOException {
        return of(problem(segment, file, offset, what));
    }

    /** The place and kind of damage, for those who report it. */
    static LogProblem problem(String segment, ReadableFile file, long offset, String what) throws IOException {
        return new LogProblem(segment, lineNumber(file, offset), offset, what);
    }

    /** Damage of a file as a whole. */
    static WalException.Damaged of(String segment, String what) {
        return of(LogProblem.of(segment, what));
    }

    private static WalException.Damaged of(LogProblem problem) {
        return new WalException.Damaged(problem + ADVICE, problem);
    }

    /** Whether a file of the archive cannot be unpacked, which says nothing of the lines in it. */
    static boolean isOfPacking(WalException.Damaged damage) {
        var problem = damage.problem();
        return problem != null && problem.segment().startsWith(Segment.ARCHIVE);
    }

    /** The same in words for a problem under the segment's own name. */
    static String ofPacking(WalException.Damaged damage) {
        var problem = damage.problem();
        return problem == null ? String.valueOf(damage.getMessage()) : problem.segment() + ": " + problem.what();
    }

    /** What was found, without advice. */
    static String what(Exception damage) {
        var problem = damage instanceof WalException.Damaged damaged ? damaged.problem() : null;
        return String.valueOf(problem == null ? damage.getMessage() : problem).replaceFirst("\\.$", "");
    }

    /** Counts the line breaks before; the header is line 1. */
    private static long lineNumber(ReadableFile file, long offset) throws IOException {
        var chunk = new byte[64 * 1024];
        long line = 1;
        for (long at = 0; at < offset; ) {
            int read = file.read(chunk, 0, (int) Math.min(chunk.length, offset - at), at);
            for (int i = 0; i < read; i++) {
                line += chunk[i] == '\n' ? 1 : 0;
            }
            if (read == 0) {
                break;
            }
            at += read;
        }
        return line;
    }
}
