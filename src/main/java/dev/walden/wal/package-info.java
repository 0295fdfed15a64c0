/**
 * Keeps lines of bytes durable, in order and checked, and gives back exactly those that were acknowledged.
 *
 * <p>Read {@link dev.walden.wal.WriteAheadLog} first, then {@code SegmentedLog} and {@code TailRepair}. The format is
 * specified in {@code docs/log-format.md}.
 *
 * <p>Invariants: a record is acknowledged after fdatasync of it and of everything before it; {@code seq} has no gaps; what
 * is read was checked against its CRC-32C; nothing but the unacknowledged tail of the last segment is ever cut; the first
 * error of a write or an fsync is final. This package knows nothing of what the lines mean.
 */
@NullMarked
package dev.walden.wal;

import org.jspecify.annotations.NullMarked;
