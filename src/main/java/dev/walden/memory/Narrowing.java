package dev.walden.memory;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a search is narrowed to beside its words. What is null narrows nothing.
 *
 * @param from the first moment at which it was observed, stored or ended
 * @param to the first moment after those
 * @param zone in which time words of the query are understood; null for the configured one
 * @param outcome of episodes: {@code completed}, {@code failed} or {@code cancelled}
 * @param tool the name of one that episodes called, whatever came of it
 */
public record Narrowing(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ZoneId zone,
        @Nullable String outcome,
        @Nullable String tool) {

    /** Nothing. */
    public static final Narrowing NONE = new Narrowing(null, null, null, null, null);

    /** Whether only episodes can be meant. */
    boolean isOfEpisodes() {
        return outcome != null || tool != null;
    }

    boolean hasTime() {
        return from != null || to != null;
    }
}
