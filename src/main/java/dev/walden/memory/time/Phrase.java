package dev.walden.memory.time;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How times are put together: one time, or what lies between two, since one, before or after one. */
final class Phrase {

    private static final Set<String> TO = Set.of("to", "until", "till", "through");

    /** What a phrase begins with, beside numbers, months and days of the week: most words of a text are looked at no further. */
    private static final Set<String> BEGINNINGS = Set.of(
            ("a an at between day during from in last of on past previous since the this today tomorrow tonight until till"
                            + " after before yesterday couple few one two three four five six seven eight nine ten eleven twelve")
                    .split(" "));

    /** How one time can be said. The order counts: what takes more words comes first. */
    private static final List<Rule> RULES = List.of(
            (words, at, _, _) -> Days.called(words, at),
            (words, at, _, _) -> Days.dayOfWeek(words, at),
            (words, at, bare, _) -> Days.ofWeek(words, at, bare),
            (words, at, _, _) -> Days.weekend(words, at),
            (words, at, _, _) -> Stretches.ago(words, at),
            (words, at, _, _) -> Stretches.upToNow(words, at),
            (words, at, _, _) -> Stretches.current(words, at),
            (words, at, _, _) -> Dates.iso(words, at),
            (words, at, _, _) -> Dates.dayThenMonth(words, at),
            (words, at, _, led) -> Dates.monthThenDay(words, at, led),
            (words, at, bare, _) -> Dates.month(words, at, bare),
            (words, at, bare, _) -> Dates.year(words, at, bare));

    private Phrase() {}

    /** Whether a phrase can begin at a place. */
    static boolean mayBegin(Words words, int at) {
        String word = words.at(at);
        return BEGINNINGS.contains(word)
                || (!word.isEmpty() && Character.isDigit(word.charAt(0)))
                || Dates.isMonth(word)
                || Days.parse(word).isPresent();
    }

    /** The phrase that begins at a place, if one does. */
    static Optional<Found> at(Words words, int at) {
        Optional<Found> stretch = switch (words.at(at)) {
            case "between" -> between(words, at + 1, Set.of("and"));
            case "from" -> between(words, at + 1, TO);
            case "since" ->
                time(words, at + 1, true)
                        .map(found -> with(found, new TimeSpan(found.span().from(), null)));
            case "after" ->
                time(words, at + 1, true)
                        .map(found -> with(found, new TimeSpan(found.span().to(), null)));
            case "before" ->
                time(words, at + 1, true)
                        .map(found ->
                                with(found, new TimeSpan(null, found.span().from())));
            case "until", "till" ->
                time(words, at + 1, true)
                        .map(found ->
                                with(found, new TimeSpan(null, found.span().to())));
            default -> Optional.empty();
        };
        return stretch.or(() -> time(words, at, false));
    }

    /** From the begin of one to the end of another, or up to now; "from November to February" begins in the year before. */
    private static Optional<Found> between(Words words, int at, Set<String> joining) {
        Optional<Found> first = time(words, at, true);
        if (first.isEmpty() || !words.isOneOf(first.get().next(), joining)) {
            return Optional.empty();
        }
        if (words.is(first.get().next() + 1, "now")) {
            return first.map(begin -> Found.relative(
                    new TimeSpan(begin.span().from(), null),
                    begin.next() + 2)); // what comes to pass meanwhile is of it
        }
        Optional<Found> last = time(words, first.get().next() + 1, true);
        if (last.isEmpty() || last.get().span().from() == null) {
            return Optional.empty();
        }
        boolean again = !first.get().relative()
                || Days.parse(words.at(first.get().next() - 1)).isPresent();
        if (again && inverted(first.get(), last.get())) {
            ZonedDateTime then = last.get().span().from().atZone(words.zone());
            first = time(words.seenFrom(then), at, true);
        }
        return first.filter(begin -> !inverted(begin, last.get()))
                .map(begin -> new Found(
                        new TimeSpan(begin.span().from(), last.get().span().to()),
                        last.get().next(),
                        begin.relative() || last.get().relative()));
    }

    private static boolean inverted(Found first, Found last) {
        return !new TimeSpan(first.span().from(), last.span().to()).lasts();
    }

    private static Found with(Found found, TimeSpan span) {
        return new Found(span, found.next(), found.relative());
    }

    /**
     * One time.
     *
     * @param bare whether a word before it has said that a time follows
     */
    private static Optional<Found> time(Words words, int at, boolean bare) {
        int place = bare ? words.past(words.past(words.past(at, "on"), "in"), "the") : at;
        boolean led = bare || words.is(at - 1, "on");
        for (Rule rule : RULES) {
            Optional<Found> found = rule.at(words, place, bare, led);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Finds a time of one form at a place; {@code bare} and {@code led} say what stands before it, as for {@link #time}. */
    @FunctionalInterface
    private interface Rule {
        Optional<Found> at(Words words, int place, boolean bare, boolean led);
    }
}
