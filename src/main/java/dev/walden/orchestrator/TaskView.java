package dev.walden.orchestrator;

import dev.walden.activity.Delegation;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskSource;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands, for people. All of it is durable.
 *
 * @param state in lower snake case: {@code queued}, {@code perceiving}, …
 * @param output the answer, once there is one
 * @param structured the answer as JSON, once there is one and the task has a schema for it
 * @param error why it failed, once it has
 * @param sources what the answer rests on
 * @param question what a person is asked, while the task awaits input
 * @param usage tokens as engines told them, or as they were estimated where none did
 * @param cost of the model calls so far, those included that are under way or have no outcome, with what was reserved for them
 * @param steps model calls so far
 * @param updatedAt when its latest record was written
 * @param delegation whose sub-task it is; null when it was submitted from outside
 */
public record TaskView(
        TaskId id,
        String session,
        Space space,
        String state,
        String input,
        @Nullable String output,
        @Nullable String structured,
        @Nullable TaskError error,
        List<TaskSource> sources,
        List<PendingApproval> approvals,
        List<DoubtfulCall> inDoubt,
        @Nullable String question,
        TokenUsage usage,
        Cost cost,
        int steps,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Delegation delegation) {

    /** Whether it has ended. */
    public boolean ended() {
        return StateKind.ofCode(state).terminal();
    }

    /** Why a task failed. */
    public record TaskError(String code, String message) {}

    /**
     * A tool call whose outcome nobody knows.
     *
     * @param reason why nobody does
     * @param followUps what was done to find out, or to undo it, oldest first
     */
    public record DoubtfulCall(
            String toolCallId,
            String tool,
            Map<String, @Nullable Object> arguments,
            Instant startedAt,
            String reason,
            List<DoubtFollowUp> followUps) {}

    /**
     * A call about another one in doubt.
     *
     * @param kind probe or compensation
     * @param state running, in_doubt, or the outcome of the call
     * @param found what a probe found, once it has ended: happened, not_happened or unclear; null for compensations
     * @param text its words so far, shortened
     */
    public record DoubtFollowUp(
            String toolCallId,
            String kind,
            String tool,
            String state,
            @Nullable String found,
            String text) {}
}
