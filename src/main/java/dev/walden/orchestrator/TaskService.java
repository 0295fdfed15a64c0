package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks, as the outside sees them. Thread-safe. What a method returns is durable. */
public interface TaskService {

    /**
     * Accepts a task; returns when it is durable.
     *
     * @throws TaskException when it is refused: queue full, stopping, no space, unknown engine, limits above the ceiling, or a
     *     reused idempotency key
     */
    TaskId submit(TaskSubmission submission);

    /** The task as it stands, everything acknowledged included. */
    Optional<TaskView> find(TaskId id);

    /**
     * Waits until the task has ended or needs a person, the time is over, or the service stops.
     *
     * @return the task as it then stands; empty when there is none
     */
    Optional<TaskView> awaitRest(TaskId id, Duration atMost) throws InterruptedException;

    /** What costs are in: a label. */
    String currency();

    /** Tasks, newest first. */
    TaskPage list(TaskQuery query);

    /** Ends the task. Steps under way are interrupted. */
    ControlResult cancel(TaskId id, String by);

    /** Stops the task for now; steps under way come to their end. */
    ControlResult pause(TaskId id, String by);

    /** Lets a paused task go on. */
    ControlResult resume(TaskId id, String by);

    /** Answers the question of a task that awaits input. The words of a key that may do less than the submitter are untrusted. */
    ControlResult giveInput(TaskId id, String text, ActingKey by);

    /** Settles a tool call in doubt. A retry is consent, which a key gives only to what policy would not deny to it. */
    ControlResult settle(TaskId id, Settlement settlement, ActingKey by);

    /**
     * Begins the configured probe of a tool call in doubt; what it finds is seen in the task's events. Policy is asked with the lesser of the
     * submitter's role and the key's.
     *
     * @param toolCallId which one; null while only one is in doubt
     */
    ControlResult probe(TaskId id, @Nullable String toolCallId, ActingKey by);

    /** Begins a call that undoes whatever a tool call in doubt has done. Policy is asked with the lesser of the submitter's role and the key's. */
    ControlResult compensate(TaskId id, Undoing undoing, ActingKey by);

    /** The approval requests that wait for a decision, oldest first. */
    List<PendingApproval> pendingApprovals();

    /**
     * Decides an approval request. Any key may reject.
     *
     * @throws TaskException.Unacceptable when policy denies the call to a key that may less than the submitter
     */
    ControlResult decide(String approvalId, boolean approved, @Nullable String comment, ActingKey by);

    /**
     * Consents to a call with other arguments than those that were shown.
     *
     * @throws TaskException.Unacceptable when the tool does not take them, or policy denies them to the lesser of the submitter's role
     *     and the key's
     */
    ControlResult approveEdited(
            String approvalId, Map<String, @Nullable Object> arguments, @Nullable String comment, ActingKey by);

    /**
     * The task's events after {@code afterSeq}, in order; empty when there is no such task. Those that share a record have one number.
     *
     * @param limit those of at most so many records are given, all of each
     */
    Optional<List<RecordedEvent>> events(TaskId id, long afterSeq, int limit);

    /**
     * The prompt of a task's model call, put together again with what memory has by now; empty when there is no such task, or it has not asked
     * so often.
     *
     * @param step the number of the call, from 1
     */
    Optional<StepPrompt> prompt(TaskId id, int step);

    /** The task's plans and how far they have come, oldest first; empty when there is no such task. */
    Optional<List<PlanView>> plans(TaskId id);

    /** One more who follows the task. */
    Follower follow(TaskId id);

    /**
     * How a person settles a call in doubt.
     *
     * @param toolCallId which one; null while only one is in doubt
     * @param result what the model is told as its outcome
     */
    record Settlement(
            @Nullable String toolCallId,
            Resolution resolution,
            @Nullable String result,
            @Nullable String comment) {}

    /**
     * How a person wants a call in doubt undone.
     *
     * @param toolCallId which one; null while only one is in doubt
     * @param tool what undoes it; null for the configured compensation
     * @param arguments of that tool; empty for the configured compensation
     */
    record Undoing(
            @Nullable String toolCallId,
            @Nullable String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable String comment) {}

    /** A page of tasks. {@code next} is the cursor of the following page, null on the last. */
    record TaskPage(List<TaskSummary> tasks, @Nullable String next) {}

    /**
     * What to list. Null does not filter.
     *
     * @param after cursor of an earlier page
     * @param limit 1 to 100
     */
    record TaskQuery(
            @Nullable Space space,
            @Nullable String state,
            @Nullable String session,
            @Nullable String after,
            int limit) {}

    /** What came of a request to steer a task. */
    sealed interface ControlResult {
        /** It is done and durable. */
        record Done(TaskView task) implements ControlResult {}

        /** There is no such task or approval. */
        record NotFound() implements ControlResult {}

        /** The task is not in a state where this can be; the message says what it would have to be. */
        record NotNow(String message) implements ControlResult {}
    }
}
