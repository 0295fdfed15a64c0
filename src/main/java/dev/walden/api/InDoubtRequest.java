package dev.walden.api;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskService.Undoing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

        @Nullable Map<String, @Nullable Object> arguments) {

    private static final String RESOLUTIONS = "retry, succeeded, failed, probe or compensate was expected.";
    private static final String COMPENSATE = "compensate";

    @Schema(hidden = true)
    @AssertTrue(message = "tool was expected with resolution compensate only, and arguments with tool only.")
    boolean isToolInItsPlace() {
        return tool == null ? arguments == null : COMPENSATE.equals(resolution);
    }

    ControlResult on(TaskService tasks, TaskId task, String by) {
        return switch (String.valueOf(resolution)) {
            case "probe" -> tasks.probe(task, toolCallId, by);
            case COMPENSATE -> compensated(tasks, task, by);
            case "retry" -> settled(tasks, task, Resolution.RETRY, by);
            case "succeeded" -> settled(tasks, task, Resolution.SUCCEEDED, by);
            default -> settled(tasks, task, Resolution.FAILED, by);
        };
    }

    /** Numbers are read again as those of engines are. */
    private ControlResult compensated(TaskService tasks, TaskId task, String by) {
        return switch (JsonText.parseObject(JsonText.write(arguments == null ? Map.of() : arguments))) {
            case JsonText.JsonObject(var members) ->
                tasks.compensate(task, new Undoing(toolCallId, tool, members, comment), by);
            case JsonText.Malformed(String problem) ->
                new ControlResult.NotNow("The arguments cannot be used: " + problem);
        };
    }

    private ControlResult settled(TaskService tasks, TaskId task, Resolution chosen, String by) {
        return tasks.settle(task, new Settlement(toolCallId, chosen, result, comment), by);
    }
}
