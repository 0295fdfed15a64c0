package dev.walden.api;

import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskService.TaskQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to list. What is left out does not filter.
 *
 * @param after the {@code next} of the page before
 */
record ListTasks(
        @Nullable String state,
        @Nullable String session,
        @Nullable String space,
        @Nullable String after,

        @Min(value = 1, message = RANGE)
        @Max(value = 100, message = RANGE)
        @Schema(minimum = "1", maximum = "100", defaultValue = "50")
        @Nullable
        Integer limit) {

    private static final String RANGE = "1 to 100 was expected.";
    private static final int LIMIT = 50;

    TaskQuery query(Caller caller) {
        return new TaskQuery(
                caller.filter(space).orElse(null), checkedState(), session, after, limit == null ? LIMIT : limit);
    }

    private @Nullable String checkedState() {
        if (state == null) {
            return null;
        }
        try {
            return StateKind.ofCode(state).code();
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidValue(
                    "state",
                    "one of "
                            + Stream.of(StateKind.values()).map(StateKind::code).toList() + " was expected; found: "
                            + Excerpt.of(state) + ".");
        }
    }
}
