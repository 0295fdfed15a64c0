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
