package dev.walden.memory.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Days that are called by their place in the week or by their distance from today. */
final class Days {

    private static final Set<String> LAST = Set.of("last", "previous");
    private static final Map<String, DayOfWeek> NAMES = names();

    private Days() {}

    private static Map<String, DayOfWeek> names() {
        Map<String, DayOfWeek> names = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            names.put(day.name().toLowerCase(Locale.ROOT), day);
        }
        return names;
    }

    static Optional<DayOfWeek> parse(String word) {
        return Optional.ofNullable(NAMES.get(word));
    }

    /** "today", "yesterday evening", "the day before yesterday", "last night", "this morning". */
    static Optional<Found> called(Words words, int at) {
        LocalDate today = words.today();
        if (words.is(at, "day") && words.is(at + 1, "before") && words.is(at + 2, "yesterday")) {
            return Optional.of(Found.relative(TimeSpan.ofDay(today.minusDays(2), words.zone()), at + 3));
        }
        return switch (words.at(at)) {
            case "today" -> part(words, at + 1, today);
            case "yesterday" -> part(words, at + 1, today.minusDays(1));
            case "tomorrow" -> part(words, at + 1, today.plusDays(1));
            case "tonight" -> Optional.of(Found.relative(PartOfDay.NIGHT.of(today, words.zone()), at + 1));
            case "last" ->
                words.is(at + 1, "night")
                        ? Optional.of(Found.relative(PartOfDay.NIGHT.of(today.minusDays(1), words.zone()), at + 2))
                        : Optional.empty();
            case "this" ->
                PartOfDay.parse(words.at(at + 1)).map(part -> Found.relative(part.of(today, words.zone()), at + 2));
            default -> Optional.empty();
        };
    }

    /** A day, or the part of it that follows. */
    private static Optional<Found> part(Words words, int next, LocalDate day) {
        return Optional.of(PartOfDay.parse(words.at(next))
                .map(part -> Found.relative(part.of(day, words.zone()), next + 1))
                .orElseGet(() -> Found.relative(TimeSpan.ofDay(day, words.zone()), next)));
    }

    /**
     * "on Monday" and "Monday's": the last one that has begun; "last Monday": the last one before today; "this Monday": the one of this
     * week; "on Monday of last week".
     *
     * @param bare whether the name alone says enough, as behind "since"
     */
    static Optional<Found> ofWeek(Words words, int at, boolean bare) {
        boolean on = words.is(at, "on");
        int place = words.past(at, "on");
        boolean last = words.isOneOf(place, LAST);
        boolean current = words.is(place, "this");
        int name = last || current ? place + 1 : place;
        Optional<DayOfWeek> day = parse(words.at(name));
        if (day.isEmpty() || !(bare || on || last || current || words.isPossessive(name))) {
            return Optional.empty();
        }
        Optional<Found> week = week(words, words.past(words.past(name + 1, "of"), "in"));
        if (week.isPresent()) {
            return Optional.of(inWeek(words, day.get(), week.get().next(), weeksBack(words, week.get())));
        }
        LocalDate today = words.today();
        LocalDate meant = last
                ? today.with(TemporalAdjusters.previous(day.get()))
                : current ? inWeekOf(today, day.get()) : today.with(TemporalAdjusters.previousOrSame(day.get()));
        return Optional.of(Found.relative(TimeSpan.ofDay(meant, words.zone()), name + 1));
    }

    /** "last week", "this week", with a day of it behind: "last week on Tuesday". */
    static Optional<Found> dayOfWeek(Words words, int at) {
        return week(words, at)
                .flatMap(week -> parse(words.at(words.past(week.next(), "on")))
                        .map(day -> inWeek(words, day, words.past(week.next(), "on") + 1, weeksBack(words, week))));
    }

    /** "last weekend", "this weekend", "at the weekend": the one that has begun last; the last one ended before today. */
    static Optional<Found> weekend(Words words, int at) {
        boolean last = words.isOneOf(at, LAST);
        int place = last || words.is(at, "this") ? at + 1 : words.past(at, "the");
        boolean led = place > at && (last || words.is(at, "this") || words.is(at - 1, "at") || words.is(at - 1, "on"));
        if (!words.is(place, "weekend") || !led) {
            return Optional.empty();
        }
        LocalDate saturday = words.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.SATURDAY));
        if (last && !saturday.plusDays(1).isBefore(words.today())) {
            saturday = saturday.minusWeeks(1);
        } else if (words.is(at, "this")) {
            saturday = inWeekOf(words.today(), DayOfWeek.SATURDAY);
        }
        return Optional.of(Found.relative(TimeSpan.ofDays(saturday, saturday.plusDays(2), words.zone()), place + 1));
    }

    private static Optional<Found> week(Words words, int at) {
        int place = words.past(at, "the");
        boolean led = words.isOneOf(place, LAST) || words.is(place, "this");
        return led && words.is(place + 1, "week")
                ? Optional.of(Found.relative(Unit.WEEK.back(words.now(), words.is(place, "this") ? 0 : 1), place + 2))
                : Optional.empty();
    }

    private static int weeksBack(Words words, Found week) {
        return words.is(week.next() - 2, "this") ? 0 : 1;
    }

    private static Found inWeek(Words words, DayOfWeek day, int next, int weeksBack) {
        LocalDate meant = inWeekOf(words.today().minusWeeks(weeksBack), day);
        return Found.relative(TimeSpan.ofDay(meant, words.zone()), next);
    }

    private static LocalDate inWeekOf(LocalDate day, DayOfWeek wanted) {
        return Unit.mondayOf(day).plusDays(wanted.getValue() - 1L);
    }
}
