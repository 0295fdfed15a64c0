package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who a record of a task comes from: the machine's decisions can be made again, all else is taken as it was recorded. */
enum Origin {
    /** The machine decided it from what was recorded before. */
    MACHINE,
    /** The outcome of a step that was under way. */
    STEP,
    /** A person, the time, a fault, the service. */
    OUTSIDE;

    static Origin of(ActivityEvent event, Set<String> callsUnderWay) {
        return switch (event) {
            case TaskEvent ofTask -> of(ofTask, callsUnderWay);
            case MemoryEvent.EpisodeRecorded _ -> MACHINE;
            case MemoryEvent _, ServiceEvent _ -> OUTSIDE;
        };
    }

    /** The decisions that stand at the beginning of these events. */
    static List<ActivityEvent> decisions(TaskState state, List<ActivityEvent> events) {
        Set<String> underWay = new HashSet<>(underWay(state));
        List<ActivityEvent> decisions = new ArrayList<>();
        for (ActivityEvent event : events) {
            if (of(event, underWay) != MACHINE) {
                break;
            }
            if (event instanceof ToolCallStarted started) {
                underWay.add(started.call());
            }
            decisions.add(event);
        }
        return decisions;
    }

    /** The calls that were started and have no outcome. */
    static Set<String> underWay(TaskState state) {
        Set<String> calls = new HashSet<>();
        state.batch()
                .ifPresent(batch -> batch.where(CallStatus.Started.class::isInstance)
                        .forEach(entry -> calls.add(entry.call().id())));
        return calls;
    }

    private static Origin of(TaskEvent event, Set<String> underWay) {
        return switch (event) {
            case TaskEvent.TaskStarted _, TaskEvent.ContextGathered _, TaskEvent.ReasoningStarted _ -> MACHINE;
            case ToolCallEvent.ToolCallStarted _, ToolCallEvent.ApprovalRequested _, ToolCallEvent.InputRequested _ ->
                MACHINE;
            case ToolCallEvent.PlanMade _,
                    ToolCallEvent.TaskDelegated _,
                    TaskEvent.Reflected _,
                    TaskEvent.TaskCompleted _ -> MACHINE;
            case TaskFailed failed -> failed.code().equals(TaskRunner.INTERNAL_ERROR) ? OUTSIDE : MACHINE;
            case ToolCallFinished finished ->
                underWay.contains(finished.call()) && !CallPlanner.isOwnWord(finished.text()) ? STEP : MACHINE;
            case ToolCallInDoubt doubt -> CallPlanner.isOwnWord(doubt.reason()) ? MACHINE : STEP;
            case TaskEvent.ReasoningFinished _ -> STEP;
            case ToolCallEvent.ToolCallSettled settled -> settled.byMachine() ? MACHINE : OUTSIDE;
            case ToolCallEvent.ProbeBegun probe -> probe.begunBy() == null ? MACHINE : OUTSIDE;
            case TaskEvent.TaskSubmitted _, ToolCallEvent.CompensationBegun _, ToolCallEvent.ApprovalDecided _ ->
                OUTSIDE;
            case ToolCallEvent.InputGiven _, TaskEvent.TaskPaused _, TaskEvent.TaskResumed _ -> OUTSIDE;
            case TaskEvent.TaskCancelled _, ToolCallEvent.DelegationEnded _ -> OUTSIDE;
        };
    }
}
