package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/** Finds the highest watermark behind a bad line. A seam only so that a test can show what breaks without it. */
@FunctionalInterface
interface TailRule {

    /** The highest watermark on good lines between two offsets; -1 when there is none. */
    long highestWatermark(ReadableFile file, long from, long end) throws IOException;
}
