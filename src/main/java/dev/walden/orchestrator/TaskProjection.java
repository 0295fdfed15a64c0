package dev.walden.orchestrator;

import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tasks there are, and which records are theirs. A task's content is not copied: it is folded from its records when asked for.
 *
 * <pre>
 * task        (first_seq, ended_seq, id, space, session, state, created_at, updated_at)   state: open, completed, failed, cancelled, expired
 * task_record (task → task.first_seq, seq)
 * </pre>
 */
final class TaskProjection implements Projection {

    static final String OPEN = "open";

    private static final int KNOWN_TASKS = 20_000;

    /** First records of recently seen tasks: a cache of the task table, which holds them all. */
    private final Map<TaskId, Long> firstSeqs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Long> eldest) {
            return size() > KNOWN_TASKS;
        }
    };

    @Override
    public String name() {
        return "task";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        firstSeqs.clear();
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("""
                    CREATE TABLE IF NOT EXISTS task (
                      first_seq INTEGER PRIMARY KEY, ended_seq INTEGER, id TEXT NOT NULL UNIQUE, space TEXT NOT NULL, session TEXT NOT NULL,
                      state TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)""");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS task_by_session ON task (session, first_seq)");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS task_by_state ON task (state, first_seq)");
            statement.executeUpdate("""
                    CREATE TABLE IF NOT EXISTS task_record (
                      task INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (task, seq)) WITHOUT ROWID""");
        }
        ExpiredTasks.createTable(views);
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        switch (entry.event()) {
            case TaskEvent event -> applyTask(entry, event, views);
            case ServiceEvent.TasksExpired expired -> ExpiredTasks.expire(entry.at(), expired, views);
            case MemoryEvent _, ServiceEvent _ -> {}
        }
    }

    private void applyTask(RecordedEvent entry, TaskEvent event, Connection views) throws SQLException {
        if (event instanceof TaskSubmitted submitted) {
            insertTask(entry, submitted, views);
        }
        long firstSeq = firstSeqOf(event.task(), views);
        try (PreparedStatement insert =
                views.prepareStatement("INSERT OR IGNORE INTO task_record (task, seq) VALUES (?, ?)")) {
            insert.setLong(1, firstSeq);
            insert.setLong(2, entry.seq());
            insert.executeUpdate();
        }
        switch (event) {
            case TaskEvent.TaskCompleted _ -> end(firstSeq, StateKind.COMPLETED, entry, views);
            case TaskEvent.TaskFailed _ -> end(firstSeq, StateKind.FAILED, entry, views);
            case TaskEvent.TaskCancelled _ -> end(firstSeq, StateKind.CANCELLED, entry, views);
            default -> {}
        }
    }

    private void insertTask(RecordedEvent entry, TaskSubmitted submitted, Connection views) throws SQLException {
        try (PreparedStatement insert = views.prepareStatement("INSERT OR IGNORE INTO task"
                + " (first_seq, id, space, session, state, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, entry.seq());
            insert.setString(2, submitted.task().value());
            insert.setString(3, submitted.space().name());
            insert.setString(4, submitted.session());
            insert.setString(5, OPEN);
            insert.setString(6, entry.at().toString());
            insert.setString(7, entry.at().toString());
            insert.executeUpdate();
        }
        firstSeqs.put(submitted.task(), entry.seq());
    }

    private static void end(long firstSeq, StateKind kind, RecordedEvent entry, Connection views) throws SQLException {
        try (PreparedStatement update = views.prepareStatement(
                "UPDATE task SET state = ?, updated_at = ?, ended_seq = ? WHERE first_seq = ?")) {
            update.setString(1, kind.code());
            update.setString(2, entry.at().toString());
            update.setLong(3, entry.seq());
            update.setLong(4, firstSeq);
            update.executeUpdate();
        }
    }

    private long firstSeqOf(TaskId id, Connection views) throws SQLException {
        Long known = firstSeqs.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement select = views.prepareStatement("SELECT first_seq FROM task WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("A record of task " + id + " comes before its submission.");
                }
                long firstSeq = row.getLong(1);
                firstSeqs.put(id, firstSeq);
                return firstSeq;
            }
        }
    }
}
