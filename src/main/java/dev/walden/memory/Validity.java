package dev.walden.memory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an item is true.
 *
 * @param from when it was said or became true
 * @param to when it ended to be true, null for not yet
 * @param disputed whether it is of a source that is not trusted and contradicts what is
 */
public record Validity(Instant from, @Nullable Instant to, boolean disputed) {

    /** As an end: never. */
    static final long OPEN = Long.MAX_VALUE;

    private static final long FARTHEST_SECONDS = 1_000_000_000_000L;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000;

    /** Whether it is true at a time. */
    public boolean includes(Instant time) {
        return !from.isAfter(time) && !endedBy(time);
    }

    /** Whether it was true no longer at a time. */
    public boolean endedBy(Instant time) {
        return to != null && !to.isAfter(time);
    }

    static Validity read(ResultSet row) throws SQLException {
        long to = row.getLong("valid_to");
        @Nullable Instant end = row.wasNull() ? null : instant(to);
        return new Validity(instant(row.getLong("valid_from")), end, row.getInt("disputed") == 1);
    }

    /** As it lies in the tables: microseconds since 1970. A time beyond all calendars is one at their end. */
    static long micros(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -FARTHEST_SECONDS, FARTHEST_SECONDS);
        return seconds * MICROS + time.getNano() / NANOS;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS);
    }
}
