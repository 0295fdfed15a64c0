package dev.walden.wal;

import java.io.IOException;

/** A file without a {@link SeekTable}, which is no archived segment or a damaged one. */
final class NoTableException extends IOException {

    NoTableException() {
        super("a table of frames expected at its end, none found");
    }
}
