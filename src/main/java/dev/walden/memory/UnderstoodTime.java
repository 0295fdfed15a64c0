package dev.walden.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a search was understood to ask for.
 *
 * @param from its first moment, null when it has none
 * @param to the first moment after it, null when it goes on
 * @param words of the query that say it; null when it was a parameter
 * @param filters whether nothing else was looked for; otherwise it is preferred
 * @param alone whether the query asks for nothing else: then the newest comes first
 */
public record UnderstoodTime(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String words,
        boolean filters,
        boolean alone) {

    /** Whether a moment, in seconds since 1970, is preferred by the search. */
    boolean prefers(long second) {
        return !filters && includes(second);
    }

    private boolean includes(long second) {
        return (from == null || second >= from.getEpochSecond())
                && (to == null || Instant.ofEpochSecond(second).isBefore(to));
    }
}
