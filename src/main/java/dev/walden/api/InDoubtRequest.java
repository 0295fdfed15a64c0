package dev.walden.api;

import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.orchestrator.ActingKey;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskService.Undoing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person wants done about a call in doubt.
 *
 * @param toolCallId which call; may be left out while only one is in doubt
 * @param resolution retry, succeeded and failed settle it; probe finds out; compensate undoes it
 * @param result what the model is told as the outcome
 * @param tool what undoes it; without, the configured compensation does
 * @param arguments of that tool
 */
@Schema(name = "Settlement", requiredProperties = "resolution")
record InDoubtRequest(
        @Nullable String toolCallId,

        @NotBlank(message = RESOLUTIONS)
        @Pattern(regexp = "retry|succeeded|failed|probe|compensate", message = RESOLUTIONS)
        @Nullable
        String resolution,

        @Size(max = 262_144, message = "at most 262144 characters were expected.") @Nullable
        String result,

        @Size(max = 4096, message = "at most 4096 characters were expected.") @Nullable
        String comment,

        @Size(max = 256, message = "at most 256 characters were expected.") @Nullable
        String tool,

        @Schema(type = "object", implementation = Object.class) @Nullable
        ObjectNode arguments) {

    private static final String RESOLUTIONS = "retry, succeeded, failed, probe or compensate was expected.";
    private static final String COMPENSATE = "compensate";

    @Schema(hidden = true)
    @AssertTrue(message = "tool was expected with resolution compensate only, and arguments with tool only.")
    boolean isToolInItsPlace() {
        return tool == null ? arguments == null : COMPENSATE.equals(resolution);
    }

    @Schema(hidden = true)
    @AssertTrue(
            message =
                    "result was expected with resolution retry, succeeded or failed only, and comment not with probe.")
    boolean isSaidWhereItIsKept() {
        boolean settles = !"probe".equals(resolution) && !COMPENSATE.equals(resolution);
        return (result == null || settles) && (comment == null || !"probe".equals(resolution));
    }

    /** @param request of which this is the body */
    ControlResult on(TaskService tasks, TaskId task, HttpServletRequest request, ActingKey by) {
        return switch (String.valueOf(resolution)) {
            case "probe" -> tasks.probe(task, toolCallId, by);
            case COMPENSATE -> {
                Map<String, @Nullable Object> sent = arguments == null ? Map.of() : SentArguments.of(request);
                yield tasks.compensate(task, new Undoing(toolCallId, tool, sent, comment), by);
            }
            case "retry" -> tasks.settle(task, settlement(Resolution.RETRY), by);
            case "succeeded" -> tasks.settle(task, settlement(Resolution.SUCCEEDED), by);
            default -> tasks.settle(task, settlement(Resolution.FAILED), by);
        };
    }

    private Settlement settlement(Resolution chosen) {
        return new Settlement(toolCallId, chosen, result, comment);
    }
}
