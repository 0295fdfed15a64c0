package dev.walden.wal;

/**
 * What the file of a segment is.
 *
 * @param sha256 64 hexadecimal digits
 */
record SegmentForm(long bytes, String sha256) {}
