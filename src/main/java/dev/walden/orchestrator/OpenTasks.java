package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;

/**
 * Makes open tasks that read themselves from the log when they are needed.
 *
 * @param defaultEngine of tasks that ask for none
 */
record OpenTasks(ActivityLog log, TaskIndex index, Ledger ledger, String defaultEngine) {

    /** What a task that is about to be recorded shares with others. */
    Ties ties(TaskSubmitted submitted) {
        return Ties.of(submitted, defaultEngine);
    }

    /** A task whose submission was just recorded as the first event of a commit. */
    OpenTask begin(TaskSubmitted submitted, Appended appended) {
        OpenTask task = open(submitted.task(), ties(submitted), appended.first());
        task.begin(new Snapshot(Fold.begin(submitted), Timeline.beginning(appended.first(), appended.at())));
        return task;
    }

    /** A task that is in the log. */
    OpenTask open(TaskIndex.Row row) {
        String engine = row.engine();
        return open(row.id(), new Ties(row.session(), engine == null ? defaultEngine : engine), row.firstSeq());
    }

    private OpenTask open(TaskId id, Ties ties, long firstSeq) {
        return new OpenTask(
                id,
                ties,
                firstSeq,
                log,
                () -> index.load(id)
                        .orElseThrow(() ->
                                new IllegalStateException("Task " + id + " is open and the log has no record of it.")),
                ledger);
    }
}
