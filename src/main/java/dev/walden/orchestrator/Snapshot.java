package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import java.util.List;

/** A task as its durable records make it. Immutable. */
record Snapshot(TaskState state, Timeline timeline) {

    /**
     * The fold of a task's records.
     *
     * @param records all of one task, in order, the submission first
     */
    static Snapshot of(List<RecordedEvent> records) {
        RecordedEvent first = records.getFirst();
        if (!(first.event() instanceof TaskSubmitted submitted)) {
            throw new IllegalStateException(
                    "Record %d should be a task's submission; found: %s".formatted(first.seq(), first.event()));
        }
        Snapshot snapshot = new Snapshot(Fold.begin(submitted), Timeline.beginning(first.seq(), first.at()));
        for (RecordedEvent entry : records.subList(1, records.size())) {
            snapshot = snapshot.after(entry);
        }
        return snapshot;
    }

    Snapshot after(RecordedEvent entry) {
        Snapshot next = this;
        if (entry.event() instanceof TaskEvent event) {
            for (TaskEvent part : event.parts()) {
                next = next.after(part, entry);
            }
        }
        return next;
    }

    private Snapshot after(TaskEvent part, RecordedEvent entry) {
        return new Snapshot(Fold.next(state, part), timeline.after(part, entry.seq(), entry.at()));
    }

    boolean ended() {
        return state.kind().terminal();
    }

    /** Whether nothing happens to the task until a person acts, or ever. */
    boolean atRest() {
        return ended() || state.kind().awaitsPerson();
    }
}
