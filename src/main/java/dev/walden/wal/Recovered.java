package dev.walden.wal;

import dev.walden.wal.SegmentSource.Fresh;
import org.jspecify.annotations.Nullable;

/**
 * Where the writer goes on after opening.
 *
 * @param logId of the log, new for an empty one
 * @param last highest sequence number held; 0 for an empty log
 * @param file the last segment's, null for an empty log
 */
record Recovered(String logId, long last, @Nullable Fresh file) {}
