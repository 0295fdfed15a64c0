package dev.walden.memory;

import dev.walden.activity.ForgottenWords;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of what was forgotten, until its words are gone from the log as well. */
final class ForgottenTable implements ForgottenWords {

    static void addItem(Connection views, long since, String id) throws SQLException {
        Sql.update(
                views,
                "INSERT OR IGNORE INTO memory_forgotten (since, item) SELECT ?, seq FROM memory_items WHERE id = ?",
                since,
                id);
    }

    /** What a record says, and nothing else. */
    static void addRecord(Connection views, long since, long record) throws SQLException {
        Sql.update(views, "INSERT OR IGNORE INTO memory_forgotten (since, item) VALUES (?, ?)", since, record);
    }

    static void addTask(Connection views, long since, String task) throws SQLException {
        Sql.update(views, "INSERT OR IGNORE INTO memory_forgotten (since, task) VALUES (?, ?)", since, task);
    }

    /** Words are gone of what was forgotten up to a record. */
    static void erased(Connection views, long through) throws SQLException {
        Sql.update(views, "DELETE FROM memory_forgotten WHERE since <= ?", through);
    }

    @Override
    public List<Forgotten> pending(Connection views, int number) throws SQLException {
        return Sql.query(views, """
                SELECT f.since, coalesce(f.item, e.seq), f.task
                FROM memory_forgotten f LEFT JOIN memory_episodes e ON e.task = f.task
                WHERE f.since <= coalesce(
                  (SELECT since FROM memory_forgotten ORDER BY since LIMIT 1 OFFSET ?), 9223372036854775807)
                ORDER BY f.since""", row -> forgotten(row.getLong(1), row.getLong(2), row.getString(3)), number - 1);
    }

    /** The episode of a task is a record beside the task's own. */
    private static Forgotten forgotten(long since, long record, @Nullable String task) {
        return new Forgotten(
                since,
                record == 0 ? Optional.empty() : Optional.of(record),
                Optional.ofNullable(task).map(TaskId::new));
    }
}
