package dev.walden.api;

import dev.walden.activity.TaskId;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tasks come in and are shown. */
@Tag(name = "tasks")
@RestController
@RequestMapping(path = "/api/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
final class TaskController {

    private final TaskService tasks;
    private final OpenTasks open;
    private final RequestHeaders headers;

    TaskController(TaskService tasks, OpenTasks open, RequestHeaders headers) {
        this.tasks = tasks;
        this.open = open;
        this.headers = headers;
    }

    @Operation(
            summary = "Submit a task",
            description =
                    "Answers once the task is durable. With Prefer: wait it answers when the task has ended or needs a person.",
            parameters = {
                @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = "1 to 255 visible ASCII"),
                @Parameter(in = ParameterIn.HEADER, name = "Prefer", description = "wait=SECONDS, at most 300")
            })
    @ApiResponse(responseCode = "202", description = "Accepted and durable; Location names the task")
    @ApiResponse(responseCode = "200", description = "Ended within the wait")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskResponse> submit(@Valid @RequestBody SubmitTask body, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        Duration wait = RequestHeaders.wait(request);
        TaskId id =
                tasks.submit(body.toSubmission(caller.space(body.space()), caller.key(), headers.idempotency(request)));
        TaskView task = wait.isZero()
                ? open.require(id.value(), caller)
                : tasks.awaitRest(id, wait).orElseThrow(() -> Refusal.notFound("task", id.value()));
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(!wait.isZero() && task.ended() ? 200 : 202)
                .location(URI.create("/api/v1/tasks/" + id));
        if (!wait.isZero()) {
            answer.header("Preference-Applied", "wait=" + wait.toSeconds());
        }
        return answer.body(open.shown(task));
    }

    @Operation(
            summary = "Show a task",
            description = "As its records have it, words included that memory has forgotten.")
    @GetMapping("/{id}")
    TaskResponse find(@PathVariable String id, HttpServletRequest request) {
        return open.shown(open.require(id, Caller.of(request)));
    }

    @Operation(summary = "List tasks, newest first")
    @GetMapping
    TaskListResponse list(@Valid @ParameterObject ListTasks asked, HttpServletRequest request) {
        return TaskListResponse.from(tasks.list(asked.query(Caller.of(request))));
    }
}
