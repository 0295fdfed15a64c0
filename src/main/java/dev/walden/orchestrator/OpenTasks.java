package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Makes open tasks that read themselves from the log when they are needed.
 *
 * @param defaultEngine of tasks that ask for none
 */
record OpenTasks(ActivityLog log, TaskIndex index, Ledger ledger, String defaultEngine) {

    /** What a task that was submitted from outside, and is about to be recorded, shares with others. */
    Ties ties(TaskSubmitted submitted) {
        return Ties.of(submitted, engine(submitted.engine()));
    }

    /** What a sub-task that is about to be recorded shares with others: money with those of its task. */
    Ties ties(TaskSubmitted submitted, OpenTask parent) {
        return new Ties(
                SessionKey.of(submitted),
                engine(submitted.engine()),
                parent.ties().account());
    }

    private String engine(@Nullable String asked) {
        return asked == null ? defaultEngine : asked;
    }

    /** A task whose submission was just recorded as the first event of a commit. */
    OpenTask begin(TaskSubmitted submitted, Ties ties, Appended appended) {
        OpenTask task = open(submitted.task(), ties, appended.first());
        task.begin(new Snapshot(Fold.begin(submitted), Timeline.beginning(appended.first(), appended.at())));
        return task;
    }

    /** A task that is in the log. */
    OpenTask open(TaskIndex.Row row) {
        return open(row.id(), new Ties(row.session(), engine(row.engine()), row.account()), row.firstSeq());
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
