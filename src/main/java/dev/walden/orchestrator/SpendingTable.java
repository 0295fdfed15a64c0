package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Cost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tasks' model calls cost, by the day in UTC on which each call was begun. Reserved is spent until the outcome says what it really was;
 * without an outcome it stays so. Calls that cost nothing leave nothing here, expired tasks nothing any more. Confined to the thread of the views.
 *
 * <pre>
 * spending (task, day, micros)        task: its first record; day: since 1970
 * spending_open (task, day, micros)   the last call that has no outcome
 * </pre>
 */
final class SpendingTable {

    private static final String SUM = "MAX(0, MIN(" + Cost.MOST.micros() + ", micros + excluded.micros))";

    /** Whether a call may be open, as far as is known: where no engine has a price, no statement is run. */
    private @Nullable Boolean anyOpen;

    static void create(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS spending (task INTEGER NOT NULL, day INTEGER NOT NULL,"
                    + " micros INTEGER NOT NULL, PRIMARY KEY (task, day)) WITHOUT ROWID");
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS spending_open"
                    + " (task INTEGER PRIMARY KEY, day INTEGER NOT NULL, micros INTEGER NOT NULL)");
        }
    }

    static void createIndexes(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS spending_by_day ON spending (day, task)");
        }
    }

    /** The day that a record counts to. */
    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    void rolledBack() {
        anyOpen = null;
    }

    /** @param task its first record */
    void apply(RecordedEvent entry, TaskEvent event, long task, Connection views) throws SQLException {
        long day = day(entry.at()).toEpochDay();
        for (TaskEvent part : event.parts()) {
            if (part instanceof ReasoningStarted started) {
                begin(task, day, started.reservedCost(), views);
            } else if (part instanceof ReasoningFinished finished) {
                settle(task, day, finished.cost(), views);
            }
        }
    }

    /** Also what a rebuild finds of them: of their records, some are gone. */
    static void forgetExpired(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            for (String table :
                    List.of("spending", "spending_open")) { // the small ones lead: expired tasks are ever more
                statement.executeUpdate("DELETE FROM " + table + " WHERE EXISTS (SELECT 1 FROM task WHERE first_seq = "
                        + table + ".task AND state = '" + ExpiredTasks.STATE + "')");
            }
        }
    }

    private void begin(long task, long day, Cost reserved, Connection views) throws SQLException {
        if (reserved.isNone() && !anyOpen(views)) {
            return;
        }
        update("DELETE FROM spending_open WHERE task = ?", views, task);
        if (!reserved.isNone()) {
            add(task, day, reserved.micros(), views);
            update("INSERT INTO spending_open VALUES (?, ?, ?)", views, task, day, reserved.micros());
            anyOpen = true;
        }
    }

    private void settle(long task, long day, Cost cost, Connection views) throws SQLException {
        if (cost.isNone() && !anyOpen(views)) {
            return;
        }
        Optional<Open> open = open(task, views);
        if (open.isPresent()) {
            add(task, open.get().day(), cost.micros() - open.get().micros(), views);
            update("DELETE FROM spending_open WHERE task = ?", views, task);
        } else if (!cost.isNone()) {
            add(task, day, cost.micros(), views);
        }
    }

    private static void add(long task, long day, long micros, Connection views) throws SQLException {
        update(
                "INSERT INTO spending VALUES (?, ?, ?) ON CONFLICT (task, day) DO UPDATE SET micros = " + SUM,
                views,
                task,
                day,
                micros);
    }

    private boolean anyOpen(Connection views) throws SQLException {
        Boolean known = anyOpen;
        if (known == null) {
            try (PreparedStatement select = views.prepareStatement("SELECT EXISTS (SELECT 1 FROM spending_open)");
                    ResultSet row = select.executeQuery()) {
                known = row.next() && row.getBoolean(1);
            }
            anyOpen = known;
        }
        return known;
    }

    private static Optional<Open> open(long task, Connection views) throws SQLException {
        try (PreparedStatement select =
                views.prepareStatement("SELECT day, micros FROM spending_open WHERE task = ?")) {
            select.setLong(1, task);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Open(row.getLong(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    private static void update(String sql, Connection views, long... values) throws SQLException {
        try (PreparedStatement statement = views.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private record Open(long day, long micros) {}
}
