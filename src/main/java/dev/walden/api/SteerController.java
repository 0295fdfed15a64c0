package dev.walden.api;

import dev.walden.activity.TaskId;
import dev.walden.orchestrator.ActingKey;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskService.ControlResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People steer tasks. Each call answers with the task as it then stands, once that is durable. */
@Tag(name = "tasks")
@RestController
@RequestMapping(path = "/api/v1/tasks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class SteerController {

    private final TaskService tasks;
    private final OpenTasks open;

    SteerController(TaskService tasks, OpenTasks open) {
        this.tasks = tasks;
        this.open = open;
    }

    @Operation(summary = "End a task; steps under way are interrupted")
    @PostMapping("/cancel")
    TaskResponse cancel(@PathVariable String id, HttpServletRequest request) {
        return steer(id, request, tasks::cancel);
    }

    @Operation(summary = "Stop a task for now; steps under way come to their end")
    @PostMapping("/pause")
    TaskResponse pause(@PathVariable String id, HttpServletRequest request) {
        return steer(id, request, tasks::pause);
    }

    @Operation(summary = "Let a paused task go on")
    @PostMapping("/resume")
    TaskResponse resume(@PathVariable String id, HttpServletRequest request) {
        return steer(id, request, tasks::resume);
    }

    @Operation(summary = "Answer the question of a task that awaits input")
    @PostMapping(path = "/input", consumes = MediaType.APPLICATION_JSON_VALUE)
    TaskResponse input(@PathVariable String id, @Valid @RequestBody Input body, HttpServletRequest request) {
        ActingKey by = Caller.of(request).acting();
        return steer(id, request, (task, _) -> tasks.giveInput(task, String.valueOf(body.text()), by));
    }

    @Operation(summary = "Settle a tool call whose outcome is unknown, find out about it, or undo it")
    @PostMapping(path = "/in-doubt", consumes = MediaType.APPLICATION_JSON_VALUE)
    TaskResponse settle(@PathVariable String id, @Valid @RequestBody InDoubtRequest body, HttpServletRequest request) {
        ActingKey by = Caller.of(request).acting();
        return steer(id, request, (task, _) -> body.on(tasks, task, request, by));
    }

    private TaskResponse steer(String id, HttpServletRequest request, Act act) {
        Caller caller = Caller.of(request);
        TaskId task = open.require(id, caller).id();
        return open.shown(act.on(task, caller.id()), "task", id);
    }

    @FunctionalInterface
    private interface Act {
        ControlResult on(TaskId task, String by);
    }

    /** The words that a task asked for. */
    @Schema(name = "TaskInput", requiredProperties = "text")
    record Input(
            @NotBlank(message = "some text was expected; found: none.")
            @Size(max = 262_144, message = "at most 262144 characters were expected.")
            @Nullable
            String text) {}
}
