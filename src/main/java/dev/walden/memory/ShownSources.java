package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one task was shown from outside, by all of its records: results of tools, recalled items, earlier turns. What these rest on in
 * turn is asked of {@link ShownTasks}. Thread-safe; reads as far as the views are.
 */
record ShownSources(ActivityLog log, Views views, Supplier<Optional<TaskRecords>> tasks) {

    /** So many records are held at once, however many a task has. */
    private static final int AT_ONCE = 1_000;

    Seen to(TaskId task) {
        List<Long> records = views.read(connection -> records(connection, task));
        ShownReading reading = new ShownReading(log, views);
        for (int from = 0; from < records.size(); from += AT_ONCE) {
            read(records.subList(from, Math.min(from + AT_ONCE, records.size())), reading);
        }
        if (records.isEmpty()
                || (reading.seen().isEmpty() && views.read(connection -> isUntrusted(connection, task)))) {
            reading.seen().lost(); // what had it lose its trust is not in its records any more
        }
        return reading.seen().seen();
    }

    /** One damaged record must not hide the others. */
    private void read(List<Long> records, ShownReading reading) {
        try {
            log.read(records).forEach(reading::add);
        } catch (ActivityException.Unreadable damaged) {
            if (records.size() > 1) {
                records.forEach(each -> read(List.of(each), reading));
            } else {
                reading.seen().lost();
            }
        }
    }

    private List<Long> records(Connection connection, TaskId task) throws SQLException {
        Optional<TaskRecords> known = tasks.get();
        return known.isPresent() ? known.get().soFar(task, connection) : List.of();
    }

    private static boolean isUntrusted(Connection connection, TaskId task) throws SQLException {
        return Sql.first(
                        connection, "SELECT 1 FROM memory_tasks WHERE task = ? AND trusted = 0", row -> 1, task.value())
                .isPresent();
    }
}
