package dev.walden.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as they are sent: ISO-8601 with an offset or Z, or dates. */
final class Times {

    private Times() {}

    /** The begin of a time: a moment, or a date, which begins in the zone; null for null. */
    static @Nullable Instant from(String member, @Nullable String time, ZoneId zone) {
        return time == null ? null : day(time).map(date -> begin(date, zone)).orElseGet(() -> parsed(member, time));
    }

    /** The first moment behind a time: a moment, or a date that belongs to it wholly; null for null. */
    static @Nullable Instant to(String member, @Nullable String time, ZoneId zone) {
        return time == null
                ? null
                : day(time)
                        .filter(date -> date.isBefore(LocalDate.MAX))
                        .map(date -> begin(date.plusDays(1), zone))
                        .orElseGet(() -> parsed(member, time));
    }

    /** Null for null. */
    static @Nullable ZoneId zone(String member, @Nullable String zone) {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Refusal.invalidValue(
                    member, "a time zone such as Europe/Rome was expected; found: " + Excerpt.of(zone) + ".");
        }
    }

    private static Instant begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    private static Optional<LocalDate> day(String time) {
        try {
            return Optional.of(LocalDate.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Null for null. */
    static @Nullable Instant parsed(String member, @Nullable String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalidValue(
                    member, "a time such as 2026-11-21T02:11:13Z was expected; found: " + Excerpt.of(time) + ".");
        }
    }
}
