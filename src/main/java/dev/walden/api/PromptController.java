package dev.walden.api;

import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Min;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a task asked models. */
@Tag(name = "tasks")
@RestController
@RequestMapping(path = "/api/v1/tasks/{id}/prompt", produces = MediaType.APPLICATION_JSON_VALUE)
final class PromptController {

    private final TaskService tasks;
    private final OpenTasks open;

    PromptController(TaskService tasks, OpenTasks open) {
        this.tasks = tasks;
        this.open = open;
    }

    @Operation(
            summary = "Show the prompt of a task's model call",
            description =
                    "Put together again from the log, as it was made for the engine that answered, or for the one that comes first where"
                            + " none did; what did not fit however much was left out was not sent. Recalled items are as memory"
                            + " has them now, [forgotten] where they were; exact says whether it is byte for byte what was made then.")
    @GetMapping
    PromptResponse show(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") @Min(value = 1, message = "1 or more was expected.") int step,
            HttpServletRequest request) {
        TaskView task = open.require(id, Caller.of(request));
        return tasks.prompt(task.id(), step)
                .map(PromptResponse::from)
                .orElseThrow(() -> Refusal.notFound("model call", Integer.toString(step)));
    }
}
