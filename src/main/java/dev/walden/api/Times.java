package dev.walden.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as they are sent: ISO-8601 with an offset or Z. */
final class Times {

    private Times() {}

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
