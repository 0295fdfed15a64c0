package dev.walden.memory.time;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Times that are counted in units: "two days ago", "last week", "the past three months", "this year". */
final class Stretches {

    private static final Set<String> UP_TO_NOW = Set.of("last", "past", "previous");
    /** "A few" is no number: from two to six of them. */
    private static final int FEW_LEAST = 2;

    private static final int FEW_MOST = 6;

    private Stretches() {}

    /** "a week ago", "3 days ago", "a couple of hours ago", "a few months ago". */
    static Optional<Found> ago(Words words, int at) {
        int place = words.is(at, "a") && (words.is(at + 1, "couple") || words.is(at + 1, "few")) ? at + 1 : at;
        boolean few = words.is(place, "few");
        OptionalInt number = few ? OptionalInt.of(FEW_LEAST) : words.number(place);
        int unitAt = words.past(place + 1, "of");
        Optional<Unit> unit = Unit.parse(words.at(unitAt));
        if (number.isEmpty() || unit.isEmpty() || !words.is(unitAt + 1, "ago")) {
            return Optional.empty();
        }
        TimeSpan span = unit.get().back(words.now(), number.getAsInt());
        if (few) {
            span = new TimeSpan(unit.get().back(words.now(), FEW_MOST).from(), span.to());
        }
        return Optional.of(Found.relative(span, unitAt + 2));
    }

    /** "last week" is the one of the calendar before this, "the past week" and "the last two weeks" end now. */
    static Optional<Found> upToNow(Words words, int at) {
        if (!words.isOneOf(at, UP_TO_NOW)) {
            return Optional.empty();
        }
        Optional<Unit> unit = Unit.parse(words.at(at + 1));
        if (unit.isPresent() && words.is(at + 2, "of")) {
            return Optional.empty(); // "the last week of the course"
        }
        if (unit.isPresent()) {
            boolean calendar = !words.is(at, "past") && unit.get().compareTo(Unit.DAY) > 0;
            TimeSpan span =
                    calendar ? unit.get().back(words.now(), 1) : unit.get().past(words.now(), 1);
            return Optional.of(Found.relative(span, at + 2));
        }
        int place = words.past(at + 1, "a");
        OptionalInt number = words.is(place, "few") ? OptionalInt.of(FEW_MOST) : words.number(place);
        int unitAt = words.past(place + 1, "of");
        return number.isEmpty()
                ? Optional.empty()
                : Unit.parse(words.at(unitAt))
                        .map(counted -> Found.relative(counted.past(words.now(), number.getAsInt()), unitAt + 1));
    }

    /** "this week", "this month". */
    static Optional<Found> current(Words words, int at) {
        return words.is(at, "this")
                ? Unit.parse(words.at(at + 1))
                        .filter(unit -> unit.compareTo(Unit.DAY) > 0)
                        .map(unit -> Found.relative(unit.back(words.now(), 0), at + 2))
                : Optional.empty();
    }
}
