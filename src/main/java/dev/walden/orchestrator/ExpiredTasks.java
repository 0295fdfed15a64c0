package dev.walden.orchestrator;

import dev.walden.activity.ServiceEvent.TasksExpired;
import dev.walden.activity.TaskExpiry;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks at the end of their retention. Their row stays, for whoever must find the two records that memory still needs, first and last;
 * nobody is shown them. Stateless.
 *
 * <pre>
 * task_expiry (from_seq, through_seq, at)   the newest one only
 * </pre>
 */
final class ExpiredTasks implements TaskExpiry {

    static final String STATE = "expired";

    /** Also what a rebuild finds, where the steps between are gone already. */
    private static final String DUE =
            " first_seq <= ?1 AND state IN ('completed', 'failed', 'cancelled')" + " AND last_seq <= ?1";

    static void createTable(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS task_expiry (one INTEGER PRIMARY KEY CHECK (one = 1),"
                    + " from_seq INTEGER NOT NULL, through_seq INTEGER NOT NULL, at TEXT NOT NULL)");
        }
    }

    static void expire(Instant at, TasksExpired event, Connection views) throws SQLException {
        update(
                views,
                "UPDATE task SET state = '" + STATE + "', last_seq = NULL, records = '' WHERE" + DUE,
                event.through());
        try (PreparedStatement insert =
                views.prepareStatement("INSERT OR REPLACE INTO task_expiry VALUES (1, ?, ?, ?)")) {
            insert.setLong(1, event.from());
            insert.setLong(2, event.through());
            insert.setString(3, at.toString());
            insert.executeUpdate();
        }
    }

    private static void update(Connection views, String sql, long through) throws SQLException {
        try (PreparedStatement statement = views.prepareStatement(sql)) {
            statement.setLong(1, through);
            statement.executeUpdate();
        }
    }

    @Override
    public List<Long> due(long through, int limit, Connection views) throws SQLException {
        try (PreparedStatement select =
                views.prepareStatement("SELECT first_seq FROM task WHERE" + DUE + " ORDER BY first_seq LIMIT ?2")) {
            select.setLong(1, through);
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Long> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
                return found;
            }
        }
    }

    @Override
    public Set<TaskId> kept(long through, Connection views) throws SQLException {
        try (PreparedStatement select =
                views.prepareStatement("SELECT id FROM task WHERE first_seq <= ? AND state <> '" + STATE + "'")) {
            select.setLong(1, through);
            try (ResultSet rows = select.executeQuery()) {
                Set<TaskId> found = new HashSet<>();
                while (rows.next()) {
                    found.add(new TaskId(rows.getString(1)));
                }
                return found;
            }
        }
    }

    @Override
    public Optional<Expired> newest(Connection views) throws SQLException {
        try (PreparedStatement select = views.prepareStatement("SELECT from_seq, through_seq, at FROM task_expiry");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Expired(
                            new TasksExpired(row.getLong(1), row.getLong(2)), Instant.parse(row.getString(3))))
                    : Optional.empty();
        }
    }
}
