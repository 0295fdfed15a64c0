package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.walden.activity.Delegation;
import dev.walden.activity.TaskSource;
import dev.walden.memory.MemoryItem;
import dev.walden.orchestrator.PendingApproval;
import dev.walden.orchestrator.TaskView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task as it is shown. */
@Schema(name = "Task")
record TaskResponse(
        String id,
        String session,
        String space,
        String state,
        String input,
        @Nullable String output,

        @Schema(
                implementation = Object.class,
                description = "The output as JSON, of a completed task with an outputSchema")
        @JsonRawValue
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String structured,

        @Nullable Failure error,
        List<Source> sources,
        List<Approval> approvals,
        List<Doubt> inDoubt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String question,
        Usage usage,
        int steps,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Parent parent) {

    /** @param parts those of documents among its sources that are still there, by their ids */
    static TaskResponse from(TaskView task, String currency, Map<String, MemoryItem> parts) {
        return new TaskResponse(
                task.id().value(),
                task.session(),
                task.space().name(),
                task.state(),
                task.input(),
                task.output(),
                task.structured(),
                Failure.from(task.error()),
                task.sources().stream()
                        .map(source -> Source.from(source, parts.get(source.id())))
                        .toList(),
                task.approvals().stream().map(Approval::from).toList(),
                task.inDoubt().stream().map(Doubt::from).toList(),
                task.question(),
                Usage.from(task, currency),
                task.steps(),
                task.metadata(),
                task.createdAt(),
                task.updatedAt(),
                Parent.from(task.delegation()));
    }

    /** Whose sub-task it is. */
    @Schema(name = "TaskParent")
    record Parent(String taskId, String toolCallId) {
        static @Nullable Parent from(@Nullable Delegation delegation) {
            return delegation == null ? null : new Parent(delegation.parent().value(), delegation.call());
        }
    }

    /** Why it failed. */
    @Schema(name = "TaskFailure")
    record Failure(String code, String message) {
        static @Nullable Failure from(TaskView.@Nullable TaskError error) {
            return error == null ? null : new Failure(error.code(), error.message());
        }
    }

    /**
     * What the answer rests on; of a part of a document that is still there, where it stands now.
     *
     * @param document id of the document
     * @param name of the document
     * @param section the headings above it, if there are any
     * @param page if there are pages
     */
    @Schema(name = "TaskSource")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String id,
            String kind,
            long seq,
            @Nullable String document,
            @Nullable String name,
            @Nullable String section,
            @Nullable Integer page) {
        static Source from(TaskSource source, @Nullable MemoryItem part) {
            MemoryResponse.Source place =
                    part == null ? new MemoryResponse.Source(source.seq()) : MemoryResponse.Source.of(part);
            return new Source(
                    source.id(),
                    source.kind(),
                    source.seq(),
                    place.document(),
                    place.name(),
                    place.section(),
                    place.page());
        }
    }

    /** A call that waits for consent. */
    @Schema(name = "TaskApproval")
    record Approval(
            String id, String toolCallId, String tool, Map<String, @Nullable Object> arguments, Instant expiresAt) {
        static Approval from(PendingApproval approval) {
            return new Approval(
                    approval.id(), approval.toolCallId(), approval.tool(), approval.arguments(), approval.expiresAt());
        }
    }

    /** A call whose outcome nobody knows. */
    @Schema(name = "DoubtfulCall")
    record Doubt(
            String toolCallId,
            String tool,
            Map<String, @Nullable Object> arguments,
            Instant startedAt,
            String reason,
            List<DoubtAct> followUps) {
        static Doubt from(TaskView.DoubtfulCall call) {
            return new Doubt(
                    call.toolCallId(),
                    call.tool(),
                    call.arguments(),
                    call.startedAt(),
                    call.reason(),
                    call.followUps().stream().map(DoubtAct::from).toList());
        }
    }

    /** A call that finds out about one in doubt, or undoes it. */
    @Schema(name = "DoubtFollowUp")
    record DoubtAct(
            String toolCallId,

            @Schema(allowableValues = {"probe", "compensation"})
            String kind,

            String tool,

            @Schema(description = "running, in_doubt, or the outcome of the call")
            String state,

            @Schema(
                    allowableValues = {"happened", "not_happened", "unclear"},
                    description = "What a probe that has ended found")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String found,

            String text) {
        static DoubtAct from(TaskView.DoubtFollowUp call) {
            return new DoubtAct(call.toolCallId(), call.kind(), call.tool(), call.state(), call.found(), call.text());
        }
    }

    /**
     * Tokens as engines told them, or as they were estimated where none did, and what model calls cost.
     *
     * @param cost what is reserved for calls without outcome included; a decimal number
     * @param currency as configured
     */
    @Schema(
            name = "Usage",
            description =
                    "Tokens as engines told them, or as they were estimated where none did; cost with what is reserved for calls without outcome")
    record Usage(
            long inputTokens,
            long outputTokens,
            @Schema(example = "0.0125") String cost,
            String currency) {
        static Usage from(TaskView task, String currency) {
            return new Usage(
                    task.usage().input(), task.usage().output(), task.cost().toString(), currency);
        }
    }
}
