package dev.walden.api;

import dev.walden.memory.KnowledgeBases;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Which documents to list. Without a space it is the key's own.
 *
 * @param after the {@code next} of the page before
 */
record ListDocuments(
        @Nullable String space,
        @Nullable String after,

        @Min(value = 1, message = RANGE)
        @Max(value = KnowledgeBases.MAX_LISTED, message = RANGE)
        @Schema(minimum = "1", maximum = "100", defaultValue = "50")
        @Nullable
        Integer limit) {

    private static final String RANGE = "1 to 100 was expected.";
    private static final int LIMIT = 50;

    @Nullable
    Long before() {
        try {
            return after == null ? null : Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw Refusal.invalidValue(
                    "after", "the next of the page before was expected; found: " + Excerpt.of(after) + ".");
        }
    }

    int most() {
        return limit == null ? LIMIT : limit;
    }
}
