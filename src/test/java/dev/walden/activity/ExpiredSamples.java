package dev.walden.activity;

import java.util.List;
import java.util.Set;

/** What a log loses of expired tasks, for those who must not need it. */
public final class ExpiredSamples {

    private ExpiredSamples() {}

    /** An event of every kind that goes, of one task. */
    public static List<TaskEvent> going() {
        return Samples.all().stream()
                .filter(TaskEvent.class::isInstance)
                .map(TaskEvent.class::cast)
                .filter(event -> !ExpiredRecords.STAYS.contains(event.getClass()))
                .filter(event -> !(event instanceof ToolCallEvent.ToolCallFinished finished) || finished.trusted())
                .toList();
    }

    /** The kinds of a task's records that stay. */
    public static Set<Class<? extends TaskEvent>> stays() {
        return ExpiredRecords.STAYS;
    }

    /** What the task was shown. */
    public static List<String> shown() {
        return Samples.all().stream()
                .filter(TaskEvent.ContextGathered.class::isInstance)
                .flatMap(event -> ((TaskEvent.ContextGathered) event).items().stream())
                .toList();
    }

    /** How the task began. */
    public static TaskEvent submitted() {
        return Samples.submitted("What is 17 * 23?");
    }
}
