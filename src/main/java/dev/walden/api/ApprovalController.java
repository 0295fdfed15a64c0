package dev.walden.api;

import dev.walden.orchestrator.PendingApproval;
import dev.walden.orchestrator.TaskService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** People consent to tool calls, each with its exact arguments, or do not. */
@Tag(name = "approvals")
@RestController
@RequestMapping(path = "/api/v1/approvals", produces = MediaType.APPLICATION_JSON_VALUE)
final class ApprovalController {

    private final TaskService tasks;
    private final OpenTasks open;

    ApprovalController(TaskService tasks, OpenTasks open) {
        this.tasks = tasks;
        this.open = open;
    }

    @Operation(summary = "List the calls that wait for consent, oldest first")
    @GetMapping
    Approvals list(HttpServletRequest request) {
        return new Approvals(
                open.approvals(Caller.of(request)).stream().map(Approval::from).toList());
    }

    @Operation(
            summary = "Consent to a call or reject it",
            description =
                    "With arguments, the call is made with those in place of the ones that were shown. They must be what the tool"
                            + " takes and policy does not deny; the engine is told that they were changed. Policy is asked with the"
                            + " lesser of the submitter's role and the key's.")
    @PostMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    TaskResponse decide(@PathVariable String id, @Valid @RequestBody Decide body, HttpServletRequest request) {
        Caller caller = Caller.of(request);
        boolean visible = caller.key().space() == null
                || open.approvals(caller).stream()
                        .anyMatch(approval -> approval.id().equals(id));
        if (!visible) {
            throw Refusal.notFound("approval", id);
        }
        boolean approved = "approve".equals(body.decision());
        if (body.arguments() != null) {
            if (!approved) {
                throw Refusal.invalidValue(SentArguments.NAME, "none were expected with reject.");
            }
            return open.shown(
                    tasks.approveEdited(id, SentArguments.of(request), body.comment(), caller.acting()),
                    "approval",
                    id);
        }
        return open.shown(tasks.decide(id, approved, body.comment(), caller.acting()), "approval", id);
    }

    /** All that wait. */
    @Schema(name = "Approvals")
    record Approvals(List<Approval> approvals) {}

    /** One that waits. */
    @Schema(name = "Approval")
    record Approval(
            String id,
            String taskId,
            String space,
            String toolCallId,
            String tool,
            Map<String, @Nullable Object> arguments,
            String reason,
            Instant expiresAt) {
        static Approval from(PendingApproval approval) {
            return new Approval(
                    approval.id(),
                    approval.task().value(),
                    approval.space().name(),
                    approval.toolCallId(),
                    approval.tool(),
                    approval.arguments(),
                    approval.reason(),
                    approval.expiresAt());
        }
    }

    /**
     * What a person decides.
     *
     * @param arguments what the call is to be made with; without, what was shown
     */
    @Schema(name = "Decision", requiredProperties = "decision")
    record Decide(
            @NotBlank(message = DECISIONS) @Pattern(regexp = "approve|reject", message = DECISIONS) @Nullable
            String decision,

            @Size(max = 4096, message = "at most 4096 characters were expected.") @Nullable
            String comment,

            @Schema(type = "object", implementation = Object.class) @Nullable
            ObjectNode arguments) {
        private static final String DECISIONS = "approve or reject was expected.";
    }
}
