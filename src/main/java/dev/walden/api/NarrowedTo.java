package dev.walden.api;

import dev.walden.memory.Narrowing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request narrows a search to, as it was sent.
 *
 * @param from ISO-8601 with an offset or Z, or a date, which begins in the zone
 * @param to the first moment after that time, or its last date
 */
record NarrowedTo(
        @Nullable String from,
        @Nullable String to,
        @Nullable String zone,
        @Nullable String outcome,
        @Nullable String tool) {

    static final String SPACE_SAYS = "the space to look into; the key's own when left out";
    static final String FROM_SAYS =
            "first moment, or first date, at which an item was observed, else stored, or a task ended: ISO-8601 with an"
                    + " offset or Z, or a date in the zone";
    static final String TO_SAYS = "the first moment after that time, or its last date";
    static final String ZONE_SAYS =
            "of dates and time words, such as Europe/Rome; walden.memory.episodes.time-zone when left out";
    static final String OUTCOME_SAYS = "of episodes, how their tasks ended";
    static final String TOOL_SAYS = "the name of a tool that episodes called, whatever came of it";

    private static final Set<String> OUTCOMES = Set.of("completed", "failed", "cancelled");

    /** Dates are those of the zone, or of the service's own. */
    Narrowing narrowing(ZoneId own) {
        ZoneId named = Times.zone("zone", zone);
        ZoneId dates = named == null ? own : named;
        Instant begin = Times.from("from", from, dates);
        Instant end = Times.to("to", to, dates);
        if (begin != null && end != null && !begin.isBefore(end)) {
            throw Refusal.invalidValue(
                    "to", "a time behind from was expected; found: " + Excerpt.of(String.valueOf(to)) + ".");
        }
        return new Narrowing(begin, end, named, outcome(outcome), tool);
    }

    private static @Nullable String outcome(@Nullable String outcome) {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw Refusal.invalidValue(
                    "outcome", "completed, failed or cancelled was expected; found: " + Excerpt.of(outcome) + ".");
        }
        return outcome;
    }
}
