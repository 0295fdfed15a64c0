package dev.walden.api;

import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The records of a task, in pages or as a live stream. */
@Tag(name = "tasks")
@RestController
@RequestMapping("/api/v1/tasks/{id}/events")
final class EventController {

    private static final String AFTER = "0 or more was expected.";
    private static final String LIMIT = "1 to 100 was expected.";

    private final TaskService tasks;
    private final OpenTasks open;
    private final EventStreams streams;

    EventController(TaskService tasks, OpenTasks open, EventStreams streams) {
        this.tasks = tasks;
        this.open = open;
        this.streams = streams;
    }

    @Operation(
            summary = "List the events of a task in order",
            description =
                    "As the log has them, words included that memory has forgotten. Those that share a record have one seq"
                            + " and count as one for the limit.")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    EventResponse.Page list(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(value = 0, message = AFTER) long after,
            @RequestParam(defaultValue = "100") @Min(value = 1, message = LIMIT) @Max(value = 100, message = LIMIT)
                    int limit,
            HttpServletRequest request) {
        TaskView task = open.require(id, Caller.of(request));
        return EventResponse.Page.from(tasks.events(task.id(), after, limit).orElse(List.of()), limit);
    }

    @Operation(
            summary = "Follow the records of a task",
            description =
                    "An event's id is its seq; of those that share a record only the last has one, so go on after an id and not after a"
                            + " seq. The stream ends with the task. 204 when there is nothing more to come. Between the records stand the"
                            + " words of models while they come, as events named delta without an id: {\"step\":2,\"text\":\"…\"}, step being the"
                            + " number of the model call. They are a foretaste, of which nothing is kept: the record reasoning-finished has the"
                            + " whole reply and takes their place, and with \"again\":true all that was heard of the step is void. After a"
                            + " break forget what was heard of a step that is not finished: its words come anew. How far a tool call is, where"
                            + " its tool says so, comes as events named progress without an id: {\"call\":\"c3\",\"progress\":3,\"total\":10,"
                            + "\"message\":\"…\"}, total and message only where they are known. They are no records either: of what comes faster"
                            + " than it is written only the newest is told, and none behind the end of its call.",
            parameters =
                    @Parameter(in = ParameterIn.HEADER, name = "Last-Event-ID", description = "go on after this seq"))
    @ApiResponse(responseCode = "200", description = "The stream")
    @ApiResponse(responseCode = "204", description = "The task has ended and all its records were seen")
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(value = 0, message = AFTER) long after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        TaskView task = open.require(id, Caller.of(request));
        long from = RequestHeaders.lastEventId(request).orElse(after);
        if (task.ended() && tasks.events(task.id(), from, 1).orElse(List.of()).isEmpty()) {
            response.setStatus(204); // tells a browser's EventSource not to come back
            return;
        }
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        streams.stream(task.id(), from, response.getOutputStream());
    }
}
