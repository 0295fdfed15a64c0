package dev.walden.api;

import dev.walden.memory.ItemKind;
import dev.walden.memory.MemoryQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in memory. What is left out does not filter; without a space it is the key's own.
 *
 * @param q words; nothing in them is syntax
 * @param k the most items wanted
 * @param from of the time at which it was observed, stored or ended: ISO-8601 with an offset or Z, or a date, which begins in the zone
 * @param to the first moment after that time; or its last date
 * @param zone of dates and of time words in q, such as Europe/Rome; the service's own when left out
 * @param outcome of episodes
 * @param tool the name of one that episodes called
 * @param asOf finds what was true then, ISO-8601 with an offset or Z; what is true now when left out
 * @param explain whether each item tells what its score is made of
 */
record SearchMemory(
        @NotBlank(message = "some words were expected; found: none.")
        @Size(max = 8192, message = "at most 8192 characters were expected.")
        @Schema(description = "words; nothing in them is syntax, and time words such as yesterday are understood")
        @Nullable
        String q,

        @Min(value = 1, message = RANGE)
        @Max(value = MemoryQuery.MAX_K, message = RANGE)
        @Schema(minimum = "1", maximum = "100", defaultValue = "10", description = "the most items wanted")
        @Nullable
        Integer k,

        @Schema(description = NarrowedTo.SPACE_SAYS) @Nullable
        String space,

        @Schema(
                allowableValues = {"fact", "message", "episode", "summary", "document"},
                description = "the only kind looked for; all when left out")
        @Nullable
        String kind,

        @Schema(description = "the only knowledge base, or domain of other items, looked into; all when left out")
        @Nullable
        String domain,

        @Schema(description = "the only session looked into; of a part of a document, the document's id") @Nullable
        String session,

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

        @Schema(
                type = "string",
                format = "date-time",
                description = "finds what was true then, ISO-8601 with an offset or Z; what is true now when left out")
        @Nullable
        String asOf,

        @Schema(defaultValue = "false", description = "whether each item tells what its score is made of") @Nullable
        Boolean explain) {

    private static final String RANGE = "1 to 100 was expected.";
    private static final int HITS = 10;

    MemoryQuery query(Caller caller, ZoneId own) {
        return new MemoryQuery(
                caller.space(space),
                String.valueOf(q),
                k == null ? HITS : k,
                checkedKinds(),
                domain,
                session,
                Times.parsed("asOf", asOf),
                new NarrowedTo(from, to, zone, outcome, tool).narrowing(own),
                Set.of());
    }

    boolean explained() {
        return Boolean.TRUE.equals(explain);
    }

    private Set<ItemKind> checkedKinds() {
        if (kind == null) {
            return Set.of();
        }
        return Set.of(ItemKind.parse(kind)
                .orElseThrow(() -> Refusal.invalidValue(
                        "kind",
                        "fact, message, episode, summary or document was expected; found: " + Excerpt.of(kind) + ".")));
    }
}
