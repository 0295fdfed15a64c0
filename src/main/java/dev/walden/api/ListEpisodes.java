package dev.walden.api;

import dev.walden.memory.EpisodeQuery;
import dev.walden.memory.Narrowing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which episodes to list. What is left out does not filter.
 *
 * @param from of the time at which they ended: ISO-8601 with an offset or Z, or a date, which begins in the zone
 * @param to the first moment after that time; or its last date
 * @param zone of dates, such as Europe/Rome; the service's own when left out
 * @param tool the name of one that they called, whatever came of it
 */
record ListEpisodes(
        @Schema(description = NarrowedTo.SPACE_SAYS) @Nullable
        String space,

        @Schema(description = NarrowedTo.FROM_SAYS) @Nullable
        String from,

        @Schema(description = NarrowedTo.TO_SAYS) @Nullable String to,

        @Schema(description = NarrowedTo.ZONE_SAYS) @Nullable
        String zone,

        @Schema(
                allowableValues = {"completed", "failed", "cancelled"},
                description = NarrowedTo.OUTCOME_SAYS)
        @Nullable
        String outcome,

        @Schema(description = NarrowedTo.TOOL_SAYS) @Nullable
        String tool,

        @Schema(description = "the only session whose tasks are listed; all when left out") @Nullable
        String session,

        @Min(value = 1, message = RANGE)
        @Max(value = 1_000, message = RANGE)
        @Schema(minimum = "1", maximum = "1000", defaultValue = "50", description = "the most episodes wanted")
        @Nullable
        Integer limit) {

    private static final String RANGE = "1 to 1000 was expected.";
    private static final int LIMIT = 50;

    EpisodeQuery query(Caller caller, ZoneId own) {
        Narrowing wanted = new NarrowedTo(from, to, zone, outcome, tool).narrowing(own);
        return new EpisodeQuery(
                caller.space(space),
                wanted.from(),
                wanted.to(),
                wanted.outcome(),
                wanted.tool(),
                session,
                limit == null ? LIMIT : limit);
    }
}
