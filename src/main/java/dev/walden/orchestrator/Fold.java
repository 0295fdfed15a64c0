package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.activity.TaskEvent.TaskResumed;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.ToolCallEvent;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.TaskState.CallingTools;
import dev.walden.orchestrator.TaskState.Cancelled;
import dev.walden.orchestrator.TaskState.Completed;
import dev.walden.orchestrator.TaskState.Criticizing;
import dev.walden.orchestrator.TaskState.Failed;
import dev.walden.orchestrator.TaskState.Paused;
import dev.walden.orchestrator.TaskState.Perceiving;
import dev.walden.orchestrator.TaskState.Queued;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;

/**
 * One recorded event further. Pure: no clock, no memory, no tool; the same events give the same state for ever, whatever today's
 * {@link Decide} would have done instead.
 */
final class Fold {

    private Fold() {}

    /** The state that a task begins in. */
    static TaskState begin(TaskSubmitted submission) {
        return new Queued(Progress.of(submission));
    }

    /**
     * The state after an event.
     *
     * @throws IllegalStateException when the event may not come in this state: the log or this code is broken
     */
    static TaskState next(TaskState state, TaskEvent event) {
        var targets = Transitions.targets(state.kind(), event.getClass());
        if (targets.isEmpty()) {
            throw illegal(state, event, "this event may not come in this state");
        }
        TaskState next = apply(state, event);
        if (!targets.contains(next.kind())) {
            throw illegal(state, event, "it leads to " + next.kind().code() + ", expected one of " + targets);
        }
        return next;
    }

    /** The state after results that were judged and found good: the rule, of which the log says nothing. */
    static TaskState accepted(TaskState reflecting) {
        return new Reasoning(reflecting.progress(), null);
    }

    private static TaskState apply(TaskState state, TaskEvent event) {
        return switch (state) {
            case Cancelled(TaskState inner) -> new Cancelled(late(inner, event));
            case Paused(TaskState inner) -> whilePaused(inner, event);
            case Queued _, Perceiving _, Reasoning _, CallingTools _, Reflecting _, Criticizing _ -> live(state, event);
            case TaskState.AwaitingApproval _, TaskState.AwaitingInput _, TaskState.InDoubt _ -> live(state, event);
            case Completed _, Failed _ -> throw illegal(state, event, "the task has ended");
        };
    }

    private static TaskState whilePaused(TaskState inner, TaskEvent event) {
        return switch (event) {
            case TaskResumed _ -> inner;
            case TaskCancelled _ -> new Cancelled(inner);
            default -> new Paused(next(inner, event));
        };
    }

    /** An outcome that comes after the end is kept where it still fits, and otherwise makes no difference. */
    private static TaskState late(TaskState inner, TaskEvent event) {
        return Transitions.targets(inner.kind(), event.getClass()).isEmpty() ? inner : next(inner, event);
    }

    private static TaskState live(TaskState state, TaskEvent event) {
        Progress progress = state.progress();
        return switch (event) {
            case TaskStarted _ -> new Perceiving(progress);
            case ContextGathered gathered -> new Reasoning(progress.gathered(gathered), null);
            case ReasoningStarted started when started.critique() -> FoldVerdicts.asked(state, started);
            case ReasoningStarted started ->
                new Reasoning(progress.spending(progress.usage().reserving(started)), null);
            case ReasoningFinished finished -> reasoned(state, finished);
            case Reflected reflected -> FoldVerdicts.next(state, reflected);
            case TaskPaused _ -> new Paused(state);
            case TaskCancelled _ -> new Cancelled(state);
            case TaskCompleted completed -> new Completed(progress, completed.output(), completed.sources());
            case TaskFailed failed -> new Failed(progress, failed.code(), failed.message(), failed.output());
            case ToolCallEvent ofCalls -> FoldToolCalls.next(state, batchOf(state, event), ofCalls);
            case TaskSubmitted _, TaskResumed _ -> throw illegal(state, event, "it has no meaning here");
        };
    }

    private static TaskState reasoned(TaskState state, ReasoningFinished finished) {
        if (state instanceof Criticizing asked) {
            return FoldVerdicts.told(asked, finished);
        }
        if (state instanceof Reflecting) {
            throw illegal(state, finished, "no model was asked to judge");
        }
        Progress before = state.progress();
        Progress progress = before.spending(before.usage().settling(finished));
        return switch (finished.reply()) {
            case Reply.UseTools(String text, var calls) ->
                new CallingTools(
                        progress.asking(calls.size()).saying(new Message.Assistant(text, calls)), ToolBatch.of(calls));
            case Reply.Answer _, Reply.Refusal _, Reply.Unavailable _ -> new Reasoning(progress, finished.reply());
        };
    }

    private static ToolBatch batchOf(TaskState state, TaskEvent event) {
        return state.batch().orElseThrow(() -> illegal(state, event, "no tool calls are under way"));
    }

    private static IllegalStateException illegal(TaskState state, TaskEvent event, String why) {
        return new IllegalStateException("Task %s cannot take %s in state %s: %s."
                .formatted(
                        event.task(),
                        event.getClass().getSimpleName(),
                        state.kind().code(),
                        why));
    }
}
