package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that one commit will add to a task, and the state that follows from them. Confined to the thread that holds the task's
 * lock. Outcomes come first: they have happened; what is decided after them has not.
 */
final class Draft {

    private final List<TaskEvent> outcomes;
    private final List<ActivityEvent> decisions = new ArrayList<>();
    private TaskState state;

    Draft(TaskState state, List<? extends TaskEvent> outcomes) {
        TaskState after = state;
        List<TaskEvent> kept = new ArrayList<>();
        for (TaskEvent outcome : outcomes) {
            // An outcome that comes after a cancel may have lost its meaning; the log keeps what still has one.
            if (!Transitions.targets(after.kind(), outcome.getClass()).isEmpty()) {
                after = Fold.next(after, outcome);
                kept.add(outcome);
            }
        }
        this.state = after;
        this.outcomes = kept;
    }

    TaskId task() {
        return state.progress().submission().task();
    }

    TaskState state() {
        return state;
    }

    /** Adds what follows. */
    void add(TaskEvent event) {
        state = Fold.next(state, event);
        decisions.add(event);
    }

    /** Takes the results of tool calls as they are. That is not recorded: whatever comes next says that it was so. */
    void accept() {
        state = Fold.accepted(state);
    }

    /** Adds a record that says nothing about the task's state. */
    void addBeside(ActivityEvent event) {
        decisions.add(event);
    }

    /** Forgets what was decided, keeps what has happened. */
    List<TaskEvent> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How many calls were decided to be in doubt, whoever is told. */
    int doubts() {
        return (int) decisions.stream().filter(CallRules::isDoubt).count();
    }

    /** The calls that were decided to be in doubt no more. */
    List<ToolCallSettled> settlements() {
        return decisions.stream()
                .filter(ToolCallSettled.class::isInstance)
                .map(ToolCallSettled.class::cast)
                .toList();
    }

    List<ActivityEvent> all() {
        List<ActivityEvent> all = new ArrayList<>(outcomes);
        all.addAll(decisions);
        return all;
    }

    /** Whether anything was decided after what has happened. */
    boolean decides() {
        return !decisions.isEmpty();
    }

    boolean isEmpty() {
        return outcomes.isEmpty() && decisions.isEmpty();
    }
}
