package dev.walden.orchestrator;

import static dev.walden.orchestrator.StateKind.AWAITING_APPROVAL;
import static dev.walden.orchestrator.StateKind.AWAITING_INPUT;
import static dev.walden.orchestrator.StateKind.CALLING_TOOLS;
import static dev.walden.orchestrator.StateKind.CANCELLED;
import static dev.walden.orchestrator.StateKind.COMPLETED;
import static dev.walden.orchestrator.StateKind.FAILED;
import static dev.walden.orchestrator.StateKind.IN_DOUBT;
import static dev.walden.orchestrator.StateKind.PAUSED;
import static dev.walden.orchestrator.StateKind.PERCEIVING;
import static dev.walden.orchestrator.StateKind.QUEUED;
import static dev.walden.orchestrator.StateKind.REASONING;
import static dev.walden.orchestrator.StateKind.REFLECTING;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.ToolCallEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The task machine as data: which event may come in which state, and where it may lead. {@link Fold} refuses all else; a test over
 * every pair holds the two together and draws the diagram of {@code docs/ARCHITECTURE.md} from this table.
 */
final class Transitions {

    /** Outcomes of steps that were under way when a person paused or cancelled the task; none may be lost. */
    private static final List<Class<? extends TaskEvent>> LATE_OUTCOMES = List.of(
            TaskEvent.ContextGathered.class,
            TaskEvent.ReasoningFinished.class,
            ToolCallEvent.ToolCallFinished.class,
            ToolCallEvent.ToolCallInDoubt.class,
            ToolCallEvent.DelegationEnded.class);

    private static final List<Class<? extends TaskEvent>> DECISIONS_OF_PEOPLE = List.of(
            ToolCallEvent.ApprovalDecided.class,
            ToolCallEvent.InputGiven.class,
            ToolCallEvent.ToolCallSettled.class,
            ToolCallEvent.ProbeBegun.class,
            ToolCallEvent.CompensationBegun.class);

    private static final List<Row> TABLE = List.of(
            row(QUEUED, TaskEvent.TaskStarted.class, PERCEIVING),
            row(QUEUED, TaskEvent.TaskFailed.class, FAILED),
            row(PERCEIVING, TaskEvent.ContextGathered.class, REASONING),
            row(PERCEIVING, TaskEvent.TaskFailed.class, FAILED),
            row(REASONING, TaskEvent.ReasoningStarted.class, REASONING),
            row(REASONING, TaskEvent.ReasoningFinished.class, REASONING, CALLING_TOOLS),
            row(REASONING, TaskEvent.Reflected.class, REASONING),
            row(REASONING, TaskEvent.TaskCompleted.class, COMPLETED),
            row(REASONING, TaskEvent.TaskFailed.class, FAILED),
            row(CALLING_TOOLS, ToolCallEvent.PlanMade.class, CALLING_TOOLS),
            row(CALLING_TOOLS, ToolCallEvent.ToolCallStarted.class, CALLING_TOOLS),
            row(CALLING_TOOLS, ToolCallEvent.ToolCallFinished.class, CALLING_TOOLS, REFLECTING, IN_DOUBT),
            row(CALLING_TOOLS, ToolCallEvent.TaskDelegated.class, CALLING_TOOLS),
            row(CALLING_TOOLS, ToolCallEvent.DelegationEnded.class, CALLING_TOOLS, REFLECTING),
            row(CALLING_TOOLS, ToolCallEvent.ToolCallInDoubt.class, IN_DOUBT, CALLING_TOOLS),
            row(CALLING_TOOLS, ToolCallEvent.ProbeBegun.class, CALLING_TOOLS),
            row(CALLING_TOOLS, ToolCallEvent.ApprovalRequested.class, AWAITING_APPROVAL),
            row(CALLING_TOOLS, ToolCallEvent.InputRequested.class, AWAITING_INPUT),
            row(CALLING_TOOLS, TaskEvent.TaskFailed.class, FAILED),
            row(REFLECTING, TaskEvent.Reflected.class, REASONING, REFLECTING),
            row(REFLECTING, TaskEvent.ReasoningStarted.class, REASONING, REFLECTING),
            row(REFLECTING, TaskEvent.ReasoningFinished.class, REFLECTING),
            row(REFLECTING, TaskEvent.TaskFailed.class, FAILED),
            row(AWAITING_APPROVAL, ToolCallEvent.ApprovalRequested.class, AWAITING_APPROVAL),
            row(AWAITING_APPROVAL, ToolCallEvent.ApprovalDecided.class, AWAITING_APPROVAL, CALLING_TOOLS, REFLECTING),
            row(AWAITING_APPROVAL, ToolCallEvent.DelegationEnded.class, AWAITING_APPROVAL),
            row(AWAITING_INPUT, ToolCallEvent.DelegationEnded.class, AWAITING_INPUT),
            row(AWAITING_INPUT, ToolCallEvent.InputGiven.class, CALLING_TOOLS, REFLECTING),
            row(IN_DOUBT, ToolCallEvent.ToolCallStarted.class, IN_DOUBT),
            row(IN_DOUBT, ToolCallEvent.ToolCallFinished.class, IN_DOUBT),
            row(IN_DOUBT, ToolCallEvent.DelegationEnded.class, IN_DOUBT),
            row(IN_DOUBT, ToolCallEvent.ToolCallInDoubt.class, IN_DOUBT),
            row(IN_DOUBT, ToolCallEvent.ToolCallSettled.class, IN_DOUBT, CALLING_TOOLS, REFLECTING),
            row(IN_DOUBT, ToolCallEvent.ProbeBegun.class, CALLING_TOOLS),
            row(IN_DOUBT, ToolCallEvent.CompensationBegun.class, CALLING_TOOLS),
            row(PAUSED, TaskEvent.TaskResumed.class, QUEUED, PERCEIVING, REASONING, CALLING_TOOLS, REFLECTING)
                    .orTo(AWAITING_APPROVAL, AWAITING_INPUT, IN_DOUBT));

    private static final Map<Arrival, Set<StateKind>> TARGETS =
            TABLE.stream().collect(Collectors.toUnmodifiableMap(row -> new Arrival(row.from(), row.event()), Row::to));

    private Transitions() {}

    /** Where an event of this type may lead from a state of this kind; empty when it may not come there at all. */
    static Set<StateKind> targets(StateKind from, Class<? extends TaskEvent> event) {
        if (from.terminal()) {
            return from == CANCELLED && LATE_OUTCOMES.contains(event) ? EnumSet.of(CANCELLED) : Set.of();
        }
        if (event == TaskEvent.TaskCancelled.class) {
            return EnumSet.of(CANCELLED);
        }
        if (event == TaskEvent.TaskPaused.class) {
            return from == PAUSED ? Set.of() : EnumSet.of(PAUSED);
        }
        if (from == PAUSED && (LATE_OUTCOMES.contains(event) || DECISIONS_OF_PEOPLE.contains(event))) {
            return EnumSet.of(PAUSED);
        }
        return TARGETS.getOrDefault(new Arrival(from, event), Set.of());
    }

    private static Row row(StateKind from, Class<? extends TaskEvent> event, StateKind first, StateKind... others) {
        return new Row(from, event, EnumSet.of(first, others));
    }

    /** An event that comes in a state. */
    private record Arrival(StateKind from, Class<? extends TaskEvent> event) {}

    /** One line of the table. */
    private record Row(StateKind from, Class<? extends TaskEvent> event, Set<StateKind> to) {

        Row orTo(StateKind first, StateKind... others) {
            Set<StateKind> all = EnumSet.copyOf(to);
            all.addAll(EnumSet.of(first, others));
            return new Row(from, event, all);
        }
    }
}
