package dev.walden.wal;

/**
 * A segment of a stored log.
 *
 * @param name of it, whatever form it is kept in
 * @param first sequence number of its first record
 * @param archived whether it is kept packed
 * @param bytes of its plain form, filler counted
 */
public record StoredSegment(String name, long first, boolean archived, long bytes) {}
