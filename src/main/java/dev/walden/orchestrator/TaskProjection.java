package dev.walden.orchestrator;

import dev.walden.activity.Delegation;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks there are, and which records are theirs. A task's content is not copied: it is folded from its records when asked for.
 *
 * <pre>
 * task (first_seq, ended_seq, id, space, session, engine, account, state, created_at, updated_at, last_seq, records)
 *   engine: asked for; null for the default
 *   account: of a sub-task, the session that its model calls count to: that of the task that was submitted; else null
 *   state: open, completed, failed, cancelled, expired
 *   records: the number of the first, and from each to the next how many further; none of an expired task
 * </pre>
 *
 * {@link ExpiredTasks}, {@link SpendingTable} and {@link UpkeepSpending} have the others.
 */
final class TaskProjection implements Projection {

    static final String OPEN = "open";

    private static final int KNOWN_TASKS = 20_000;

    private final SpendingTable spending = new SpendingTable();

    /** What this transaction does, in the order of its first touch. */
    private final Map<TaskId, TaskRow> touched = new LinkedHashMap<>();

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
        return 6;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        rolledBack();
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("""
                    CREATE TABLE IF NOT EXISTS task (
                      first_seq INTEGER PRIMARY KEY, ended_seq INTEGER, id TEXT NOT NULL UNIQUE, space TEXT NOT NULL, session TEXT NOT NULL,
                      engine TEXT, account TEXT, state TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
                      last_seq INTEGER, records TEXT NOT NULL)""");
        }
        ExpiredTasks.createTable(views);
        SpendingTable.create(views);
        UpkeepSpending.create(views);
    }

    @Override
    public void createIndexes(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS task_by_session ON task (session, first_seq)");
            statement.executeUpdate(
                    "CREATE INDEX IF NOT EXISTS task_by_account ON task (account) WHERE account IS NOT NULL");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS task_by_state ON task (state, first_seq)");
        }
        SpendingTable.createIndexes(views);
    }

    @Override
    public void rolledBack() {
        spending.rolledBack();
        touched.clear();
        firstSeqs.clear();
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        switch (entry.event()) {
            case TaskEvent event -> applyTask(entry, event, views);
            case ServiceEvent.TasksExpired expired -> {
                flush(views);
                ExpiredTasks.expire(entry.at(), expired, views);
                SpendingTable.forgetExpired(expired.through(), views);
            }
            case ServiceEvent.UpkeepCallStarted started -> UpkeepSpending.begin(entry, started, views);
            case ServiceEvent.UpkeepCallFinished finished -> UpkeepSpending.settle(finished, views);
            case MemoryEvent _, ServiceEvent _ -> {}
        }
    }

    @Override
    public void flush(Connection views) throws SQLException {
        for (TaskRow row : touched.values()) {
            row.write(views);
        }
        touched.clear();
        spending.flush(views);
    }

    private void applyTask(RecordedEvent entry, TaskEvent event, Connection views) throws SQLException {
        TaskRow row = rowOf(entry, event, views);
        row.add(entry.seq());
        spending.apply(entry, event, row.firstSeq(), views);
        switch (event) {
            case TaskEvent.TaskCompleted _ -> row.end(StateKind.COMPLETED, entry);
            case TaskEvent.TaskFailed _ -> row.end(StateKind.FAILED, entry);
            case TaskEvent.TaskCancelled _ -> row.end(StateKind.CANCELLED, entry);
            default -> {}
        }
    }

    private TaskRow rowOf(RecordedEvent entry, TaskEvent event, Connection views) throws SQLException {
        TaskRow row = touched.get(event.task());
        if (row == null) {
            Optional<Long> known = firstSeqOf(event.task(), views);
            row = known.isPresent() ? TaskRow.known(known.get()) : begun(entry, event, views);
            touched.put(event.task(), row);
            firstSeqs.put(event.task(), row.firstSeq());
        }
        return row;
    }

    private TaskRow begun(RecordedEvent entry, TaskEvent event, Connection views) throws SQLException {
        if (event instanceof TaskSubmitted submitted) {
            Delegation delegation = submitted.delegation();
            String account = delegation == null ? null : account(delegation.parent(), views);
            return TaskRow.submitted(entry, submitted, account);
        }
        throw new IllegalStateException("A record of task " + event.task() + " comes before its submission.");
    }

    /** A task's row outlives those of its sub-tasks: rows are never deleted. */
    private @Nullable String account(TaskId parent, Connection views) throws SQLException {
        TaskRow begunNow = touched.get(parent);
        if (begunNow != null && begunNow.account() != null) {
            return begunNow.account();
        }
        try (PreparedStatement select =
                views.prepareStatement("SELECT COALESCE(account, session) FROM task WHERE id = ?")) {
            select.setString(1, parent.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private Optional<Long> firstSeqOf(TaskId id, Connection views) throws SQLException {
        Long known = firstSeqs.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try (PreparedStatement select = views.prepareStatement("SELECT first_seq FROM task WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }
}
