package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import dev.walden.orchestrator.TaskService.TaskQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds tasks and their records through the views, and folds them from the log. Thread-safe. Sees everything acknowledged. */
final class TaskIndex {

    private static final Duration VIEWS_PATIENCE = Duration.ofSeconds(10);
    private static final int ALL = Integer.MAX_VALUE;
    private static final String NOT_EXPIRED = " AND state <> '" + ExpiredTasks.STATE + "'";

    private final ActivityLog log;
    private final Views views;

    TaskIndex(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    /** The task as its records make it. */
    Optional<Snapshot> load(TaskId id) {
        List<RecordedEvent> records = records(id, 0, ALL);
        return records.isEmpty() ? Optional.empty() : Optional.of(Snapshot.of(records));
    }

    /** The task's records after a sequence number, in order, at most so many. */
    List<RecordedEvent> records(TaskId id, long afterSeq, int limit) {
        catchUp();
        List<Long> seqs = views.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT records FROM task WHERE id = ?")) {
                select.setString(1, id.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? RecordNumbers.of(row.getString(1)) : List.of();
                }
            }
        });
        return log.read(seqs.stream().filter(seq -> seq > afterSeq).limit(limit).toList());
    }

    boolean exists(TaskId id) {
        catchUp();
        return views.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT 1 FROM task WHERE id = ?" + NOT_EXPIRED)) {
                select.setString(1, id.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** When those of these tasks that there are were submitted; also expired ones. Sees what the views have. */
    Map<TaskId, Instant> submittedAt(List<TaskId> ids) {
        return views.read(connection -> {
            Map<TaskId, Instant> found = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT created_at FROM task WHERE id = ?")) {
                for (TaskId id : ids) {
                    select.setString(1, id.value());
                    try (ResultSet row = select.executeQuery()) {
                        if (row.next()) {
                            found.put(id, Instant.parse(row.getString(1)));
                        }
                    }
                }
            }
            return found;
        });
    }

    /** The tasks that have not ended, in the order of their submission. */
    List<Row> open() {
        return views.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT * FROM task WHERE state = ? ORDER BY first_seq")) {
                select.setString(1, TaskProjection.OPEN);
                return rows(select);
            }
        });
    }

    /** Tasks that match, newest first. A state other than an ended one matches all open tasks. */
    List<Row> newest(TaskQuery query, long beforeSeq, int limit) {
        catchUp();
        StringBuilder sql = new StringBuilder("SELECT * FROM task WHERE first_seq < ?" + NOT_EXPIRED);
        List<String> arguments = new ArrayList<>();
        where(
                sql,
                arguments,
                "space",
                query.space() == null ? null : query.space().name());
        where(sql, arguments, "session", query.session());
        String state = query.state();
        where(
                sql,
                arguments,
                "state",
                state == null || StateKind.ofCode(state).terminal() ? state : TaskProjection.OPEN);
        sql.append(" ORDER BY first_seq DESC LIMIT ?");
        return views.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
                select.setLong(1, beforeSeq);
                for (int i = 0; i < arguments.size(); i++) {
                    select.setString(i + 2, arguments.get(i));
                }
                select.setInt(arguments.size() + 2, limit);
                return rows(select);
            }
        });
    }

    private void catchUp() {
        try {
            log.awaitApplied(log.durable(), VIEWS_PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind("The wait for the views was interrupted.");
        }
    }

    private static void where(StringBuilder sql, List<String> arguments, String column, @Nullable String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            arguments.add(value);
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Row(
                        new TaskId(rows.getString("id")),
                        rows.getLong("first_seq"),
                        new SessionKey(new Space(rows.getString("space")), rows.getString("session")),
                        rows.getString("engine"),
                        account(rows),
                        rows.getString("state"),
                        Instant.parse(rows.getString("created_at")),
                        Instant.parse(rows.getString("updated_at"))));
            }
        }
        return found;
    }

    private static SessionKey account(ResultSet row) throws SQLException {
        String other = row.getString("account");
        return new SessionKey(new Space(row.getString("space")), other == null ? row.getString("session") : other);
    }

    /**
     * A task as the views know it.
     *
     * @param engine that it asked for; null for the default
     * @param account the session that its model calls count to
     */
    record Row(
            TaskId id,
            long firstSeq,
            SessionKey session,
            @Nullable String engine,
            SessionKey account,
            String state,
            Instant createdAt,
            Instant updatedAt) {}
}
