package dev.walden.wal;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One record as it was read, its checksum and place in the sequence verified.
 *
 * @param seq its sequence number
 * @param at what the clock said when it was written; no order follows from it
 * @param body the JSON members that the appender gave; valid only during the call that hands it over
 * @param line the whole line, without its line break; valid as long as {@code body}
 */
public record LogRecord(long seq, Instant at, ByteBuffer body, ByteBuffer line) {}
