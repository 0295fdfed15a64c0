package dev.walden.memory;

import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Where the words from outside came from that a task was shown: tools, the addresses they were called with, what recalled items came
 * from, and the tasks whose answers it was shown, with what those had been shown. Read from the tasks' records when one keeps a fact; of
 * a task that saw nothing from outside, nothing is read.
 */
record Provenance(ShownSources shown) {

    /** Of so many the records are read; of others only their ids are known. */
    private static final int MOST_TASKS = 20;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    /** Sees all that the task has done: a source that is missed could not be taken back. */
    Seen seenBy(TaskId task) throws InterruptedException {
        shown.log().awaitApplied(shown.log().durable(), APPLY_DEADLINE);
        if (shown.views().read(connection -> isTrusted(connection, task))) {
            return Seen.NOTHING;
        }
        ShownTasks tasks = new ShownTasks(shown, MOST_TASKS);
        tasks.read(task);
        return tasks.allOf(task);
    }

    /** Of one that left the table since, it is not known. */
    private static boolean isTrusted(Connection views, TaskId task) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_tasks WHERE task = ? AND trusted = 1", row -> 1, task.value())
                .isPresent();
    }
}
