package dev.walden.api;

import dev.walden.access.ApiKey;
import dev.walden.access.Role;
import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.Idempotency;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task as it is sent.
 *
 * @param input what to do, at most 1 MiB of UTF-8
 * @param session tasks of one session run one at a time and see its earlier turns
 * @param metadata the sender's own notes, given back as they are
 * @param outputSchema the JSON Schema (2020-12) that the answer is to fit, at most 64 KiB; without, the answer is words
 */
@Schema(requiredProperties = "input")
record SubmitTask(
        @NotBlank(message = "some text was expected; found: none.") @Nullable
        String input,

        @Size(min = 1, max = 256, message = "1 to 256 characters were expected.")
        @Pattern(regexp = "\\P{Cntrl}*", message = "no control characters were expected.")
        @Nullable
        String session,

        @Nullable String space,

        @Size(min = 1, max = 64, message = "1 to 64 characters were expected.") @Nullable
        String engine,

        @Valid @Nullable Limits limits,

        @Size(max = Metadata.MOST_ENTRIES, message = "at most 64 entries were expected.") @Nullable
        Map<
                        @Size(max = 128, message = "at most 128 characters were expected.") String,
                        @Size(max = 4096, message = "at most 4096 characters were expected.") String>
                metadata,

        @Schema(type = "object", implementation = Object.class) @Nullable
        ObjectNode outputSchema) {

    static final int INPUT_LIMIT_BYTES = 1024 * 1024;

    TaskSubmission toSubmission(Space space, ApiKey by, Optional<Idempotency> idempotency) {
        return new TaskSubmission(
                checkedInput(),
                session,
                space,
                engine,
                limits == null ? WantedLimits.NONE : limits.wanted(),
                Metadata.checked(metadata),
                by.id(),
                idempotency.orElse(null),
                outputSchema == null ? null : outputSchema.toString(),
                by.role() == Role.USER ? null : by.role().code());
    }

    private String checkedInput() {
        String text = input == null ? "" : input;
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > INPUT_LIMIT_BYTES) {
            throw Refusal.tooLarge(
                    "input_too_large",
                    "input: at most %d bytes of UTF-8 were expected; found: %d. Put long texts into memory or files."
                            .formatted(INPUT_LIMIT_BYTES, bytes));
        }
        return text;
    }

    /**
     * Limits as they are sent.
     *
     * @param maxSteps model calls
     * @param maxTokens input and output together
     * @param maxCost of model calls, as a decimal number
     * @param maxWallTime ISO-8601, such as PT10M; working time only
     */
    record Limits(
            @Min(value = 1, message = "1 or more was expected.") @Nullable
            Integer maxSteps,

            @PositiveOrZero(message = "no negative number was expected.") @Nullable
            Integer maxToolCalls,

            @Min(value = 1, message = "1 or more was expected.") @Nullable
            Long maxTokens,

            @Schema(type = "string", example = "1.50") @Nullable
            String maxCost,

            @Schema(type = "string", format = "duration", example = "PT10M") @Nullable
            String maxWallTime) {

        WantedLimits wanted() {
            return new WantedLimits(
                    maxSteps,
                    maxToolCalls,
                    maxTokens,
                    maxCost == null ? null : cost(maxCost),
                    maxWallTime == null ? null : duration(maxWallTime));
        }

        private static Cost cost(String text) {
            try {
                return Cost.parse(text);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalidValue(
                        "limits.maxCost",
                        "a decimal number such as 1.50, with at most six decimal places, was expected; found: "
                                + Excerpt.of(text) + ".");
            }
        }

        private static Duration duration(String text) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw Refusal.invalidValue(
                        "limits.maxWallTime",
                        "an ISO-8601 duration such as PT10M was expected; found: " + Excerpt.of(text) + ".");
            }
        }
    }
}
