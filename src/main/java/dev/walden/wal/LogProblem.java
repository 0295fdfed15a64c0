package dev.walden.wal;

/**
 * Something in a stored log that is not as it must be.
 *
 * @param segment the file's name
 * @param line the number of the line, the header being 1; 0 when the file as a whole is meant
 * @param offset the byte at which the line begins
 * @param what was expected, and what was found
 */
public record LogProblem(String segment, long line, long offset, String what) {

    /** Of a file as a whole. */
    static LogProblem of(String segment, String what) {
        return new LogProblem(segment, 0, 0, what);
    }

    /** A sentence for people. */
    @Override
    public String toString() {
        return line == 0
                ? "Segment " + segment + ": " + what + "."
                : "Segment %s, line %d (byte %d): %s.".formatted(segment, line, offset, what);
    }
}
