package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.ServiceEvent.ServiceStarted;
import dev.walden.activity.ServiceEvent.ServiceStopped;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checked records of one task.
 *
 * @param submitted the first of them, perhaps with other limits
 * @param records all of them
 */
record ReplayInput(TaskSubmitted submitted, List<RecordedEvent> records) {

    static ReplayInput of(List<RecordedEvent> records, @Nullable TaskLimits limits) {
        List<RecordedEvent> told =
                records.stream().filter(entry -> isTold(entry.event())).toList();
        return checked(told, limits);
    }

    private static ReplayInput checked(List<RecordedEvent> records, @Nullable TaskLimits limits) {
        if (records.isEmpty() || !(records.getFirst().event() instanceof TaskSubmitted submitted)) {
            throw new IllegalArgumentException("A replay begins with a record of type task-submitted; found: "
                    + (records.isEmpty()
                            ? "no record"
                            : EventText.name(records.getFirst().event()) + " in record "
                                    + records.getFirst().seq())
                    + ". Give all records of the task.");
        }
        for (RecordedEvent entry : records) {
            if (!fits(entry.event(), submitted.task())) {
                throw new IllegalArgumentException("Record %d is of another task than %s. Give the records of one task."
                        .formatted(entry.seq(), submitted.task()));
            }
        }
        return new ReplayInput(limits == null ? submitted : limited(submitted, limits), List.copyOf(records));
    }

    /** The events from a position on. */
    List<ActivityEvent> eventsFrom(int position) {
        return records.subList(position, records.size()).stream()
                .map(RecordedEvent::event)
                .toList();
    }

    /** The task's life, and what the service went through meanwhile. */
    private static boolean isTold(ActivityEvent event) {
        return switch (event) {
            case TaskEvent _, EpisodeRecorded _, ServiceStarted _, ServiceStopped _ -> true;
            case MemoryEvent _, ServiceEvent _ -> false;
        };
    }

    private static boolean fits(ActivityEvent event, TaskId task) {
        return switch (event) {
            case TaskEvent ofTask -> ofTask.task().equals(task);
            case EpisodeRecorded left -> left.task().equals(task);
            default -> true;
        };
    }

    private static TaskSubmitted limited(TaskSubmitted submitted, TaskLimits limits) {
        return new TaskSubmitted(
                submitted.task(),
                submitted.space(),
                submitted.session(),
                submitted.input(),
                submitted.engine(),
                limits,
                submitted.metadata(),
                submitted.submittedBy());
    }
}
