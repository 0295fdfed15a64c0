package dev.walden.wal;

import org.jspecify.annotations.Nullable;

/** Is shown the good lines of a segment, in order, while the segment is checked. */
interface LineVisitor {

    /** Sees nothing wrong. */
    LineVisitor NONE = new LineVisitor() {
        @Override
        public void header(LineCursor line) {}

        @Override
        public @Nullable String problemOf(LineCursor line, LineParser parsed) {
            return null;
        }
    };

    /** The first line. */
    void header(LineCursor line);

    /** A record that has the checksum and the place it must have; says what else is wrong with it, if anything. */
    @Nullable
    String problemOf(LineCursor line, LineParser parsed);
}
