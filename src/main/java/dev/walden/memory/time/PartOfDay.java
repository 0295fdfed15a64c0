package dev.walden.memory.time;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A part of a day; a night goes on into the next morning. */
enum PartOfDay {
    MORNING(0, 12),
    AFTERNOON(12, 18),
    EVENING(18, 24),
    NIGHT(18, 30);

    private static final int HOURS_A_DAY = 24;
    private static final Map<String, PartOfDay> NAMES =
            Map.of("morning", MORNING, "afternoon", AFTERNOON, "evening", EVENING, "night", NIGHT);

    private final int fromHour;
    private final int toHour;

    PartOfDay(int fromHour, int toHour) {
        this.fromHour = fromHour;
        this.toHour = toHour;
    }

    static Optional<PartOfDay> parse(String word) {
        return Optional.ofNullable(NAMES.get(word));
    }

    TimeSpan of(LocalDate day, ZoneId zone) {
        return new TimeSpan(
                day.atTime(fromHour, 0).atZone(zone).toInstant(),
                day.plusDays(toHour / HOURS_A_DAY)
                        .atTime(toHour % HOURS_A_DAY, 0)
                        .atZone(zone)
                        .toInstant());
    }
}
