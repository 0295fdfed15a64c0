package dev.walden.wal;

/**
 * What a log takes on its disk. Files that are filled ahead of use are not counted.
 *
 * @param plainBytes of segments that are kept as lines
 * @param archivedBytes of packed ones, as packed
 */
public record LogSize(long plainBytes, long archivedBytes) {}
