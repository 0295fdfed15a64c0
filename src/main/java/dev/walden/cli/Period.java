package dev.walden.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time.
 *
 * @param since its begin, null for the first record
 * @param until the first moment behind it, null for the last record
 */
record Period(@Nullable Instant since, @Nullable Instant until) {

    private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhd])");

    boolean holds(Instant at) {
        return (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
    }

    /** A time as people write it; null stays null. */
    static @Nullable Instant time(@Nullable String written, Instant now) {
        if (written == null) {
            return null;
        }
        var age = ago(written, now);
        if (age.isPresent()) {
            return age.get();
        }
        try {
            return written.length() == 10
                    ? LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(written);
        } catch (DateTimeParseException strange) {
            throw new IllegalArgumentException(
                    "A time is like 2026-11-21T02:00:00Z, 2026-11-21 or 24h; found: " + written, strange);
        }
    }

    /** The moment that was an age ago, such as {@code 90d}; empty when that is none. */
    static Optional<Instant> ago(String written, Instant now) {
        var age = AGE.matcher(written);
        return age.matches()
                ? Optional.of(now.minus(Duration.parse((age.group(2).equals("d") ? "P" : "PT")
                        + age.group(1)
                        + age.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }
}
