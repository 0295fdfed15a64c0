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
import dev.walden.activity.ToolCallEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checked records of one task.
 *
 * @param submitted the first of them, perhaps with other limits
 * @param records all of them, those that stand for several events taken apart
 * @param erased whether its words were
 */
record ReplayInput(TaskSubmitted submitted, List<RecordedEvent> records, boolean erased) {

    /**
     * Whether these are what is kept of an expired task. Its start is what every task needs to get further, and what goes first.
     */
    static boolean isOfExpired(List<RecordedEvent> records) {
        return records.stream()
                        .flatMap(entry -> entry.parts().stream())
                        .noneMatch(entry -> entry.event() instanceof TaskEvent.TaskStarted)
                && records.stream().anyMatch(entry -> needsStart(entry.event()));
    }

    private static boolean needsStart(ActivityEvent event) {
        return switch (event) {
            case TaskEvent.ContextGathered _, ToolCallEvent.ToolCallFinished _, TaskEvent.TaskCompleted _ -> true;
            case TaskEvent.TaskFailed failed -> !failed.code().equals(TaskRunner.INTERNAL_ERROR);
            default -> false;
        };
    }

    static ReplayInput of(List<RecordedEvent> records, @Nullable TaskLimits limits) {
        List<RecordedEvent> told = records.stream()
                .filter(entry -> isTold(entry.event()))
                .flatMap(entry -> entry.parts().stream())
                .toList();
        boolean erased = ErasedWords.isIn(told);
        return checked(erased ? ErasedWords.replaced(told) : told, limits, erased);
    }

    private static ReplayInput checked(List<RecordedEvent> records, @Nullable TaskLimits limits, boolean erased) {
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
        if (isOfExpired(records)) {
            throw new IllegalArgumentException(
                    "Task %s expired; its steps are no longer kept.".formatted(submitted.task()));
        }
        return new ReplayInput(limits == null ? submitted : limited(submitted, limits), List.copyOf(records), erased);
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
                submitted.submittedBy(),
                submitted.run(),
                submitted.outputSchema(),
                submitted.delegation(),
                submitted.role());
    }
}
