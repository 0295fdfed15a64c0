package dev.walden.api;

import dev.walden.activity.Space;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks to take back what was learned from a source.
 *
 * @param source key:ID, task:ID, document:ID, tool:NAME, url:ADDRESS or person:NAME
 * @param space the key's own when left out
 * @param reason kept in the log
 * @param dryRun whether only to tell what would go
 */
@Schema(name = "UndoLearning", requiredProperties = "source")
record UndoLearning(
        @Nullable String source,
        @Nullable String space,
        @Nullable String reason,
        @Nullable Boolean dryRun) {

    private static final Pattern SOURCE = Pattern.compile("(?:key|task|document|tool|url|person):\\S.{0,511}");
    private static final int MAX_REASON_CHARS = 1_000;

    String checkedSource() {
        if (source == null || !SOURCE.matcher(source).matches()) {
            throw Refusal.invalidValue(
                    "source",
                    "key:ID, task:ID, document:ID, tool:NAME, url:ADDRESS or person:NAME was expected; found: "
                            + (source == null ? "none" : Excerpt.of(source)) + ".");
        }
        return source;
    }

    String checkedReason() {
        if (reason != null && reason.length() > MAX_REASON_CHARS) {
            throw Refusal.invalidValue(
                    "reason",
                    "at most %d characters were expected; found: %d.".formatted(MAX_REASON_CHARS, reason.length()));
        }
        return reason == null ? "asked for over the API" : reason;
    }

    Space checkedSpace(Caller caller) {
        return caller.space(space);
    }

    boolean dry() {
        return Boolean.TRUE.equals(dryRun);
    }
}
