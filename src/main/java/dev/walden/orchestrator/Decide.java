package dev.walden.orchestrator;

import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.TaskState.AwaitingApproval;
import dev.walden.orchestrator.TaskState.AwaitingInput;
import dev.walden.orchestrator.TaskState.CallingTools;
import dev.walden.orchestrator.TaskState.Cancelled;
import dev.walden.orchestrator.TaskState.Completed;
import dev.walden.orchestrator.TaskState.Criticizing;
import dev.walden.orchestrator.TaskState.Failed;
import dev.walden.orchestrator.TaskState.InDoubt;
import dev.walden.orchestrator.TaskState.Paused;
import dev.walden.orchestrator.TaskState.Perceiving;
import dev.walden.orchestrator.TaskState.Queued;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do next in a state. Pure, and asked only when no step of the task is under way: a call without outcome was therefore
 * started by a process that is no more.
 */
final class Decide {

    /** Calls of one reply that run at the same time; the others follow. */
    static final int CALLS_AT_ONCE = 16;

    private Decide() {}

    static Step next(TaskState state) {
        return switch (state) {
            case Queued _ -> new Step.Start();
            case Perceiving _ -> new Step.Perceive();
            case Reasoning reasoning -> reason(reasoning);
            case CallingTools calling -> recover(calling.calls()).orElseGet(() -> callTools(calling));
            case Reflecting reflecting -> reflect(reflecting);
            case Criticizing(var judged, var opinion) -> opinion == null ? next(judged) : new Step.Heed(opinion);
            case InDoubt doubt -> recover(doubt.calls()).orElseGet(() -> doubt(doubt.calls()));
            case AwaitingApproval _, AwaitingInput _, Paused _ -> new Step.Rest();
            case Completed _, Failed _, Cancelled _ -> new Step.Rest();
        };
    }

    private static Step reason(Reasoning state) {
        Optional<Reply> reply = state.finalReply();
        return reply.isPresent()
                ? new Step.Finish(reply.get())
                : usedUp(state, 1).orElseGet(Step.Reason::new);
    }

    /** The limit that keeps the task from so many further model calls, if one does. */
    static Optional<Step> usedUp(TaskState state, int modelCalls) {
        TaskLimits limits = state.progress().submission().limits();
        Progress.Spent spent = state.progress().usage();
        if (spent.steps() + modelCalls > limits.maxSteps()) {
            return Optional.of(limit("max_steps", "model calls", limits.maxSteps()));
        }
        if (spent.tokensCounted() >= limits.maxTokens()) {
            return Optional.of(limit("max_tokens", "tokens", limits.maxTokens()));
        }
        return timeIsUp(state);
    }

    /** Why a model call that may cost so much is not begun. What costs nothing always may. */
    static Optional<String> tooDear(Progress progress, Cost reservation) {
        Cost most = progress.submission().limits().maxCost();
        Money money = progress.usage().money();
        return most == null
                        || reservation.isNone()
                        || money.counted().plus(reservation).compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of(
                        "The task's limit of %s for cost does not cover the next model call: %s are spent, %s of it by calls without outcome, and it may cost up to %s. Raise limits.maxCost and submit it again."
                                .formatted(most, money.counted(), money.open().plus(money.lost()), reservation));
    }

    /**
     * Calls that were cut are seen to before all else, also beside one that a person must settle: what is safe to repeat now may not be so
     * when they come.
     */
    private static Optional<Step> recover(ToolBatch calls) {
        List<ToolBatch.Entry> left = calls.where(CallStatus.Started.class::isInstance);
        return left.isEmpty() ? Optional.empty() : Optional.of(new Step.RecoverCalls(left));
    }

    /** What is to be done about the doubts among these calls, whatever goes on beside them. */
    static Step doubt(ToolBatch calls) {
        Optional<Doubts.Conclusion> conclusion = Doubts.conclusion(calls);
        if (conclusion.isPresent()) {
            return new Step.SettleDoubt(conclusion.get());
        }
        List<ToolBatch.Entry> untouched = Doubts.untouched(calls);
        return untouched.isEmpty() ? new Step.Rest() : new Step.ProbeDoubts(untouched);
    }

    /** Calls about doubts are not kept back by limits of the task: those are for what an engine wants. */
    private static Step callTools(CallingTools state) {
        List<ToolBatch.Entry> aboutDoubts = state.calls().ready().stream()
                .filter(entry -> entry.followUp() != null)
                .limit(CALLS_AT_ONCE)
                .toList();
        if (!aboutDoubts.isEmpty()) {
            return new Step.CallTools(aboutDoubts);
        }
        List<ToolBatch.Entry> delegated = state.calls().where(CallStatus.Delegated.class::isInstance);
        List<ToolBatch.Entry> open = state.calls().ready();
        if (open.isEmpty() && !delegated.isEmpty()) {
            return new Step.AwaitDelegates(delegated);
        }
        int allowed = callsLeft(state);
        // What never counts may begin without any left; but nobody is asked for a task that ends whatever they say.
        if (allowed <= 0 && open.stream().anyMatch(ToolBatch.Entry::counts)) {
            return limit(
                    "max_tool_calls",
                    "tool calls",
                    state.progress().submission().limits().maxToolCalls());
        }
        int most = Math.min(open.size(), allowed > 0 ? Math.min(allowed, CALLS_AT_ONCE) : CALLS_AT_ONCE);
        return timeIsUp(state).orElseGet(() -> new Step.CallTools(open.subList(0, most)));
    }

    /** The steps of a plan that may begin while other calls are under way; a sub-task takes no place of a call. */
    static List<ToolBatch.Entry> beside(TaskState state) {
        if (!(state instanceof CallingTools calling) || timeIsUp(calling).isPresent()) {
            return List.of();
        }
        int underWay =
                calling.calls().where(CallStatus.Started.class::isInstance).size();
        int left = callsLeft(calling);
        int most = Math.min(left, CALLS_AT_ONCE - underWay);
        List<ToolBatch.Entry> begin = new ArrayList<>();
        int calls = 0;
        for (ToolBatch.Entry entry : calling.calls().ready()) {
            boolean delegates = entry.call().tool().equals(DelegateTool.NAME);
            if (entry.step() != null && (delegates ? left > 0 : calls < most)) {
                begin.add(entry);
                calls += delegates ? 0 : 1;
            }
        }
        return begin;
    }

    /** Calls that the task may still begin itself: what sub-tasks under way were given is theirs. */
    static int callsLeft(TaskState state) {
        int given = 0;
        for (ToolBatch.Entry entry : state.batch().map(ToolBatch::entries).orElse(List.of())) {
            given += entry.status() instanceof CallStatus.Delegated(var _, TaskLimits limits)
                    ? limits.maxToolCalls()
                    : 0;
        }
        Progress progress = state.progress();
        return progress.submission().limits().maxToolCalls() - progress.usage().toolCalls() - given;
    }

    /** Calls of the last reply that have not begun, and will count. */
    static int callsToCome(TaskState state) {
        return (int) state.batch().map(ToolBatch::entries).orElse(List.of()).stream()
                .filter(entry -> entry.isOpen() && entry.counts())
                .count();
    }

    private static Step reflect(Reflecting state) {
        return state.givingUp() == null ? new Step.Reflect(state.calls()) : new Step.Fail("stuck", state.givingUp());
    }

    /** Working time that is left of the task's limit, without what a plan under way has taken; negative when it is used up. */
    static Duration timeLeft(TaskState state) {
        return state.progress()
                .timeLeft()
                .minus(state.batch().map(WorkingTime::soFar).orElse(Duration.ZERO));
    }

    private static Optional<Step> timeIsUp(TaskState state) {
        return timeLeft(state).isPositive()
                ? Optional.empty()
                : Optional.of(limit(
                        "max_wall_time",
                        "working time",
                        state.progress().submission().limits().maxWallTime()));
    }

    private static Step limit(String code, String what, Object bound) {
        return new Step.Fail(
                code,
                "The task reached its limit of %s for %s. Raise the limit and submit it again.".formatted(bound, what));
    }
}
