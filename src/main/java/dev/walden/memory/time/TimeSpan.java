package dev.walden.memory.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time.
 *
 * @param from its first moment, null when it has none
 * @param to the first moment after it, null when it goes on
 */
public record TimeSpan(@Nullable Instant from, @Nullable Instant to) {

    /** Whole days, as long as they are in that zone. */
    static TimeSpan ofDays(LocalDate first, LocalDate after, ZoneId zone) {
        return new TimeSpan(
                first.atStartOfDay(zone).toInstant(), after.atStartOfDay(zone).toInstant());
    }

    static TimeSpan ofDay(LocalDate day, ZoneId zone) {
        return ofDays(day, day.plusDays(1), zone);
    }

    /** Whether a moment is in it. */
    public boolean includes(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (to == null || moment.isBefore(to));
    }

    /** Whether it is longer than nothing. */
    public boolean lasts() {
        return from == null || to == null || from.isBefore(to);
    }
}
