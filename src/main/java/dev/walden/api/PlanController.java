package dev.walden.api;

import dev.walden.orchestrator.PlanView;
import dev.walden.orchestrator.TaskService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a task plans, and how far it has come. */
@Tag(name = "tasks")
@RestController
@RequestMapping(path = "/api/v1/tasks/{id}/plans", produces = MediaType.APPLICATION_JSON_VALUE)
final class PlanController {

    private final TaskService tasks;
    private final OpenTasks open;

    PlanController(TaskService tasks, OpenTasks open) {
        this.tasks = tasks;
        this.open = open;
    }

    @Operation(
            summary = "List the plans of a task and the state of each step, oldest first",
            description = "Each step stands behind those it comes after. Of a task that has expired, none are left.")
    @GetMapping
    Plans list(@PathVariable String id, HttpServletRequest request) {
        return new Plans(tasks.plans(open.require(id, Caller.of(request)).id()).orElse(List.of()).stream()
                .map(Plan::from)
                .toList());
    }

    /** All of a task. */
    @Schema(name = "Plans")
    record Plans(List<Plan> plans) {}

    /** One of them. */
    @Schema(name = "Plan")
    record Plan(String toolCallId, List<Step> steps) {
        static Plan from(PlanView plan) {
            return new Plan(
                    plan.toolCallId(), plan.steps().stream().map(Step::from).toList());
        }
    }

    /** One step of a plan. */
    @Schema(name = "PlanStep")
    record Step(String name, String toolCallId, String tool, List<String> after, String state) {
        static Step from(PlanView.Step step) {
            return new Step(step.name(), step.toolCallId(), step.tool(), step.after(), step.state());
        }
    }
}
