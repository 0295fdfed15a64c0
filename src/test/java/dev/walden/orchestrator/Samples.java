package dev.walden.orchestrator;

import dev.walden.activity.PlannedStep;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task, one event of each type and one state of each kind, for tests of the pure parts. */
final class Samples {

    static final TaskId TASK = new TaskId("taaaaaaaaaaaaaaaa");
    static final TaskLimits LIMITS = new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1));
    static final String CALL = "c1";
    static final TaskId CHILD = new TaskId("tcccccccccccccccc");
    static final String APPROVAL = TASK + "." + CALL;

    private Samples() {}

    static TaskEvent.TaskSubmitted submitted() {
        return submitted(LIMITS);
    }

    static TaskEvent.TaskSubmitted submitted(TaskLimits limits) {
        return new TaskEvent.TaskSubmitted(
                TASK, Space.DEFAULT, "s", "do it", null, limits, Map.of(), "key1", null, null, null, null);
    }

    static TaskEvent.TaskSubmitted submitted(TaskId task, String session) {
        return new TaskEvent.TaskSubmitted(
                task, Space.DEFAULT, session, "do it", null, LIMITS, Map.of(), "key1", null, null, null, null);
    }

    static ToolCall call(String id) {
        return ToolCall.of(id, "calculator", Map.of("expression", "1+" + id));
    }

    static TaskEvent.ReasoningFinished reasoned(Reply reply) {
        return new TaskEvent.ReasoningFinished(TASK, "fake", reply, new TokenUsage(10, 5), Duration.ofMillis(20));
    }

    static TaskEvent.ReasoningFinished wants(ToolCall... calls) {
        return reasoned(new Reply.UseTools("", List.of(calls)));
    }

    static ToolCallEvent.ToolCallStarted started(String call, SideEffect sideEffect) {
        return new ToolCallEvent.ToolCallStarted(TASK, call, "calculator", Map.of(), sideEffect, null, 1);
    }

    static ToolCallEvent.ToolCallFinished finished(String call) {
        return new ToolCallEvent.ToolCallFinished(
                TASK, call, ToolCallOutcome.SUCCEEDED, "2", true, Duration.ofMillis(3));
    }

    static ToolCallEvent.ToolCallFinished failed(String call) {
        return new ToolCallEvent.ToolCallFinished(TASK, call, ToolCallOutcome.FAILED, "no", true, Duration.ofMillis(3));
    }

    static ToolCallEvent.ApprovalDecided decided(ToolCallEvent.Decision decision) {
        return new ToolCallEvent.ApprovalDecided(TASK, APPROVAL, decision, null, "key1");
    }

    static ToolCallEvent.ToolCallSettled settled(ToolCallEvent.Resolution resolution) {
        return new ToolCallEvent.ToolCallSettled(TASK, CALL, resolution, null, null, "key1");
    }

    static ToolCallEvent.ProbeBegun probe(@Nullable String by) {
        return new ToolCallEvent.ProbeBegun(
                TASK, CALL, "c1.probe1", "calculator", Map.of(), "paid", "nothing", true, Instant.EPOCH, by);
    }

    /** One event of each type, the submission left out: it begins a task and is never folded onto one. */
    static List<TaskEvent> events() {
        return List.of(
                new TaskEvent.TaskStarted(TASK),
                new TaskEvent.ContextGathered(TASK, List.of("m1"), List.of(3L)),
                new TaskEvent.ReasoningStarted(TASK, "fake", "agent-1", "00", 100),
                wants(call(CALL)),
                started(CALL, SideEffect.NONE),
                finished(CALL),
                new ToolCallEvent.ToolCallInDoubt(TASK, CALL, "the wire was cut"),
                settled(ToolCallEvent.Resolution.SUCCEEDED),
                probe("key1"),
                new ToolCallEvent.CompensationBegun(TASK, CALL, "c1.undo1", "calculator", Map.of(), null, "key1"),
                new ToolCallEvent.ApprovalRequested(TASK, APPROVAL, CALL, "00", "outside effect", Instant.EPOCH),
                decided(ToolCallEvent.Decision.APPROVED),
                new ToolCallEvent.PlanMade(TASK, CALL, List.of(new PlannedStep("calculator", List.of()))),
                new ToolCallEvent.TaskDelegated(TASK, CALL, CHILD, LIMITS),
                new ToolCallEvent.DelegationEnded(
                        TASK, "c2", CHILD, ToolCallOutcome.SUCCEEDED, "done", true, TaskUse.NOTHING),
                new ToolCallEvent.InputRequested(TASK, CALL, "Which one?"),
                new ToolCallEvent.InputGiven(TASK, "the red one", "key1"),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.ACCEPT, null),
                new TaskEvent.TaskPaused(TASK, "key1"),
                new TaskEvent.TaskResumed(TASK, "key1"),
                new TaskEvent.TaskCancelled(TASK, "key1"),
                new TaskEvent.TaskCompleted(TASK, "done", List.of()),
                new TaskEvent.TaskFailed(TASK, "stuck", "why", null));
    }

    /** A state of this kind, reached by a legal history, with {@link #CALL} waiting for whatever the kind waits for. */
    static TaskState state(StateKind kind) {
        TaskState reasoning = after(
                Fold.begin(submitted()),
                new TaskEvent.TaskStarted(TASK),
                new TaskEvent.ContextGathered(TASK, List.of(), List.of()));
        TaskState calling = after(reasoning, wants(call(CALL), call("c2")));
        return switch (kind) {
            case QUEUED -> Fold.begin(submitted());
            case PERCEIVING -> after(Fold.begin(submitted()), new TaskEvent.TaskStarted(TASK));
            case REASONING -> reasoning;
            case CALLING_TOOLS -> calling;
            case REFLECTING -> after(calling, finished(CALL), finished("c2"));
            case AWAITING_APPROVAL ->
                after(calling, new ToolCallEvent.ApprovalRequested(TASK, APPROVAL, CALL, "00", "why", Instant.EPOCH));
            case AWAITING_INPUT -> after(calling, new ToolCallEvent.InputRequested(TASK, CALL, "Which?"));
            case IN_DOUBT ->
                after(
                        calling,
                        started(CALL, SideEffect.UNSAFE),
                        started("c2", SideEffect.UNSAFE),
                        new ToolCallEvent.ToolCallInDoubt(TASK, CALL, "cut"),
                        new ToolCallEvent.ToolCallInDoubt(TASK, "c2", "cut"));
            case PAUSED -> after(calling, new TaskEvent.TaskPaused(TASK, "key1"));
            case COMPLETED -> after(reasoning, new TaskEvent.TaskCompleted(TASK, "done", List.of()));
            case FAILED -> after(reasoning, new TaskEvent.TaskFailed(TASK, "stuck", "why", null));
            case CANCELLED -> after(calling, new TaskEvent.TaskCancelled(TASK, "key1"));
        };
    }

    /** A state of this kind in which the event is legal, where there is such a state. */
    static TaskState stateFor(StateKind kind, TaskEvent event) {
        if (kind == StateKind.REFLECTING && event instanceof TaskEvent.ReasoningFinished) {
            return after(state(kind), critique());
        }
        if (kind == StateKind.IN_DOUBT && event instanceof ToolCallEvent.ToolCallStarted) {
            return after(
                    state(StateKind.CALLING_TOOLS),
                    started(CALL, SideEffect.IDEMPOTENT),
                    started("c2", SideEffect.UNSAFE),
                    new ToolCallEvent.ToolCallInDoubt(TASK, "c2", "cut"));
        }
        return kind == StateKind.PAUSED ? pausedWhere(event) : state(kind);
    }

    static TaskEvent.ReasoningStarted critique() {
        return new TaskEvent.ReasoningStarted(TASK, "fake", "critique-1", "00", 100, Cost.NONE, null, true);
    }

    /** A paused task in whose inner state the event is legal, where there is such a state. */
    static TaskState pausedWhere(TaskEvent event) {
        StateKind inner = switch (event) {
            case TaskEvent.ContextGathered _ -> StateKind.PERCEIVING;
            case TaskEvent.ReasoningFinished _ -> StateKind.REASONING;
            case ToolCallEvent.ToolCallSettled _, ToolCallEvent.ProbeBegun _, ToolCallEvent.CompensationBegun _ ->
                StateKind.IN_DOUBT;
            case ToolCallEvent.ApprovalDecided _ -> StateKind.AWAITING_APPROVAL;
            case ToolCallEvent.InputGiven _ -> StateKind.AWAITING_INPUT;
            default -> StateKind.CALLING_TOOLS;
        };
        return after(state(inner), new TaskEvent.TaskPaused(TASK, "key1"));
    }

    static TaskState after(TaskState state, TaskEvent... events) {
        TaskState next = state;
        for (TaskEvent event : events) {
            next = Fold.next(next, event);
        }
        return next;
    }
}
