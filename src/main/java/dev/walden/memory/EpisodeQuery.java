package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which episodes are wanted. What is null narrows nothing.
 *
 * @param from the first moment at which they may have ended
 * @param to the first moment after those
 * @param outcome {@code completed}, {@code failed} or {@code cancelled}
 * @param tool the name of one that they called, whatever came of it
 * @param limit the most wanted, the newest first
 */
public record EpisodeQuery(
        Space space,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String outcome,
        @Nullable String tool,
        @Nullable String session,
        int limit) {

    private static final int MOST = 1_000;

    public EpisodeQuery {
        limit = Math.clamp(limit, 0, MOST);
    }

    /** All of a space. */
    public static EpisodeQuery of(Space space, int limit) {
        return new EpisodeQuery(space, null, null, null, null, null, limit);
    }

    boolean matches(Episode episode) {
        return (from == null || !episode.endedAt().isBefore(from))
                && (to == null || episode.endedAt().isBefore(to))
                && (outcome == null || outcome.equals(episode.outcome()))
                && (session == null || session.equals(episode.session()))
                && (tool == null
                        || episode.actions().stream()
                                .anyMatch(action -> action.tool().equals(tool)));
    }
}
