package dev.walden.memory;

import dev.walden.memory.lexical.LexicalQuery;
import dev.walden.memory.time.TimeWords;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How time narrows a search. Parameters filter. Time words filter what is looked for among episodes, and where a query says nothing
 * else of a time that has begun; in any other search those that count from now ("yesterday") are a moderate advantage, because the words may be about
 * something that was told at another time, and named dates ("in May") are words like all others.
 *
 * @param time as it was understood; null for none
 * @param text what is looked for
 */
record AskedTime(@Nullable UnderstoodTime time, String text) {

    private static final Set<ItemKind> HAPPENED = Set.of(ItemKind.EPISODE, ItemKind.SUMMARY);

    static AskedTime of(MemoryQuery query, Instant now, ZoneId otherwise) {
        Narrowing given = query.narrowing();
        if (given.hasTime()) {
            return new AskedTime(new UnderstoodTime(given.from(), given.to(), null, true, false), query.text());
        }
        ZoneId zone = given.zone() == null ? otherwise : given.zone();
        Optional<TimeWords> said = TimeWords.in(query.text(), now.atZone(zone));
        boolean happened = !query.kinds().isEmpty() && HAPPENED.containsAll(query.kinds());
        return said.filter(words -> happened || words.alone() || words.relative())
                // Of a time to come nothing is said yet; what is told of it was told before.
                .filter(words -> happened || hasBegun(words, now))
                .map(words -> of(query, words, happened || words.alone()))
                .orElseGet(() -> new AskedTime(null, query.text()));
    }

    private static boolean hasBegun(TimeWords said, Instant now) {
        Instant from = said.span().from();
        return from == null || !from.isAfter(now);
    }

    private static AskedTime of(MemoryQuery query, TimeWords said, boolean filters) {
        UnderstoodTime time = new UnderstoodTime(
                said.span().from(), said.span().to(), said.words(), filters, filters && said.alone());
        return new AskedTime(time, filters ? said.rest() : query.text());
    }

    boolean prefers(long second) {
        return time != null && time.prefers(second);
    }

    /** What filters by time, in seconds since 1970; null when nothing does. */
    LexicalQuery.@Nullable During during() {
        if (time == null || !time.filters()) {
            return null;
        }
        Instant to = time.to();
        return new LexicalQuery.During(
                time.from() == null ? Long.MIN_VALUE : time.from().getEpochSecond(),
                to == null ? Long.MAX_VALUE : to.minusNanos(1).getEpochSecond());
    }

    /** Whether the newest of that time are wanted, whatever they say. */
    boolean alone() {
        return time != null && time.alone();
    }
}
