package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;

/** Makes open tasks that read themselves from the log when they are needed. */
record OpenTasks(ActivityLog log, TaskIndex index, Ledger ledger) {

    /** A task whose submission was just recorded as the first event of a commit. */
    OpenTask begin(TaskSubmitted submitted, Appended appended) {
        OpenTask task = open(submitted.task(), SessionKey.of(submitted), appended.first());
        task.begin(new Snapshot(Fold.begin(submitted), Timeline.beginning(appended.first(), appended.at())));
        return task;
    }

    /** A task that is in the log. */
    OpenTask open(TaskId id, SessionKey session, long firstSeq) {
        return new OpenTask(
                id,
                session,
                firstSeq,
                log,
                () -> index.load(id)
                        .orElseThrow(() ->
                                new IllegalStateException("Task " + id + " is open and the log has no record of it.")),
                ledger);
    }
}
