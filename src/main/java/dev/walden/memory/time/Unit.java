package dev.walden.memory.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;

/** A measure of time, as people count it. */
enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    private static final int MONTHS_A_QUARTER = 3;
    private static final Map<String, Unit> NAMES = Map.ofEntries(
            Map.entry("minute", MINUTE),
            Map.entry("minutes", MINUTE),
            Map.entry("hour", HOUR),
            Map.entry("hours", HOUR),
            Map.entry("day", DAY),
            Map.entry("days", DAY),
            Map.entry("week", WEEK),
            Map.entry("weeks", WEEK),
            Map.entry("month", MONTH),
            Map.entry("months", MONTH),
            Map.entry("quarter", QUARTER),
            Map.entry("quarters", QUARTER),
            Map.entry("year", YEAR),
            Map.entry("years", YEAR));

    static Optional<Unit> parse(String word) {
        return Optional.ofNullable(NAMES.get(word));
    }

    /** The day, week, month … of the calendar so many back; of hours and minutes, one around that moment. */
    TimeSpan back(ZonedDateTime now, int number) {
        LocalDate today = now.toLocalDate();
        return switch (this) {
            case MINUTE -> around(now, Duration.ofMinutes(1), number);
            case HOUR -> around(now, Duration.ofHours(1), number);
            case DAY -> TimeSpan.ofDay(today.minusDays(number), now.getZone());
            case WEEK -> {
                LocalDate monday = mondayOf(today).minusWeeks(number);
                yield TimeSpan.ofDays(monday, monday.plusWeeks(1), now.getZone());
            }
            case MONTH -> {
                LocalDate first = today.withDayOfMonth(1).minusMonths(number);
                yield TimeSpan.ofDays(first, first.plusMonths(1), now.getZone());
            }
            case QUARTER -> {
                LocalDate first = today.withDayOfMonth(1)
                        .minusMonths((today.getMonthValue() - 1) % MONTHS_A_QUARTER + (long) MONTHS_A_QUARTER * number);
                yield TimeSpan.ofDays(first, first.plusMonths(MONTHS_A_QUARTER), now.getZone());
            }
            case YEAR -> {
                LocalDate first = today.withDayOfYear(1).minusYears(number);
                yield TimeSpan.ofDays(first, first.plusYears(1), now.getZone());
            }
        };
    }

    /** So many up to now. */
    TimeSpan past(ZonedDateTime now, int number) {
        ZonedDateTime from = switch (this) {
            case MINUTE -> now.minusMinutes(number);
            case HOUR -> now.minusHours(number);
            case DAY -> now.minusDays(number);
            case WEEK -> now.minusWeeks(number);
            case MONTH -> now.minusMonths(number);
            case QUARTER -> now.minusMonths((long) MONTHS_A_QUARTER * number);
            case YEAR -> now.minusYears(number);
        };
        return new TimeSpan(from.toInstant(), now.toInstant().plus(1, ChronoUnit.MILLIS));
    }

    static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static TimeSpan around(ZonedDateTime now, Duration unit, int number) {
        Duration half = unit.dividedBy(2);
        ZonedDateTime moment = now.minus(unit.multipliedBy(number));
        return new TimeSpan(moment.minus(half).toInstant(), moment.plus(half).toInstant());
    }
}
