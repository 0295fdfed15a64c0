package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tasks' model calls cost and which tokens they used, by the day in UTC on which each call was begun. Reserved is spent until the outcome
 * says what it really was; without an outcome it stays so. Calls that use nothing leave nothing here, expired tasks nothing any more. What a
 * transaction adds is gathered in memory and written once. Confined to the thread of the views.
 *
 * <pre>
 * spending (task, day, micros, input_tokens, output_tokens)   task: its first record; day: since 1970
 * spending_open (task, day, micros)                           the last call that has no outcome
 * </pre>
 */
final class SpendingTable {

    /** Of a task on a day: what engines say is not trusted to add up. */
    static final long MOST_TOKENS = 1_000_000_000_000L;

    private static final String ADD =
            "INSERT INTO spending VALUES (?, ?, ?, ?, ?) ON CONFLICT (task, day) DO UPDATE SET micros = MAX(0, MIN("
                    + Cost.MOST.micros() + ", micros + excluded.micros)), input_tokens = MIN(" + MOST_TOKENS
                    + ", input_tokens + excluded.input_tokens), output_tokens = MIN(" + MOST_TOKENS
                    + ", output_tokens + excluded.output_tokens)";

    /** What this transaction adds. */
    private final Map<Row, Added> added = new LinkedHashMap<>();

    /** Whether a call may be open, as far as is known: where no engine has a price, no statement is run. */
    private @Nullable Boolean anyOpen;

    static void create(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS spending (task INTEGER NOT NULL, day INTEGER NOT NULL,"
                    + " micros INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,"
                    + " PRIMARY KEY (task, day)) WITHOUT ROWID");
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

    /**
     * When a call was begun, by its outcome alone.
     *
     * @param finished a part of the record
     */
    static Instant begun(RecordedEvent entry, ReasoningFinished finished) {
        return entry.at().minus(finished.duration());
    }

    void rolledBack() {
        anyOpen = null;
        added.clear();
    }

    /** Writes what the transaction adds. */
    void flush(Connection views) throws SQLException {
        for (Map.Entry<Row, Added> each : added.entrySet()) {
            Row row = each.getKey();
            Added more = each.getValue();
            update(ADD, views, row.task(), row.day(), more.micros(), more.input(), more.output());
        }
        added.clear();
    }

    /** @param task its first record */
    void apply(RecordedEvent entry, TaskEvent event, long task, Connection views) throws SQLException {
        for (TaskEvent part : event.parts()) {
            if (part instanceof ReasoningStarted started) {
                begin(new Row(task, day(entry.at()).toEpochDay()), started.reservedCost(), views);
            } else if (part instanceof ReasoningFinished finished) {
                settle(task, entry, finished, views);
            }
        }
    }

    /**
     * Also what a rebuild finds of them: of their records, some are gone.
     *
     * @param through no task that began later has expired: what is kept of those is not looked at
     */
    static void forgetExpired(long through, Connection views) throws SQLException {
        for (String table : List.of("spending", "spending_open")) { // these lead: expired tasks are ever more
            update(
                    "DELETE FROM " + table + " WHERE task <= ? AND EXISTS (SELECT 1 FROM task WHERE first_seq = "
                            + table + ".task AND state = '" + ExpiredTasks.STATE + "')",
                    views,
                    through);
        }
    }

    private void begin(Row row, Cost reserved, Connection views) throws SQLException {
        if (reserved.isNone() && !anyOpen(views)) {
            return;
        }
        update("DELETE FROM spending_open WHERE task = ?", views, row.task());
        if (!reserved.isNone()) {
            add(row, reserved.micros(), TokenUsage.ZERO);
            update("INSERT INTO spending_open VALUES (?, ?, ?)", views, row.task(), row.day(), reserved.micros());
            anyOpen = true;
        }
    }

    private void settle(long task, RecordedEvent entry, ReasoningFinished finished, Connection views)
            throws SQLException {
        Optional<Open> open = anyOpen(views) ? open(task, views) : Optional.empty();
        long cost = finished.cost().micros();
        if (open.isPresent()) {
            add(new Row(task, open.get().day()), cost - open.get().micros(), finished.usage());
            update("DELETE FROM spending_open WHERE task = ?", views, task);
        } else {
            add(new Row(task, day(begun(entry, finished)).toEpochDay()), cost, finished.usage());
        }
    }

    private void add(Row row, long micros, TokenUsage tokens) {
        long input = Math.min(MOST_TOKENS, tokens.input());
        long output = Math.min(MOST_TOKENS, tokens.output());
        if (micros != 0 || input > 0 || output > 0) {
            added.merge(row, new Added(micros, input, output), Added::plus);
        }
    }

    /** Whether a call may be open; the table is asked once after each start and each transaction that was rolled back. */
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

    private record Row(long task, long day) {}

    private record Added(long micros, long input, long output) {

        Added plus(Added more) {
            return new Added(
                    micros + more.micros,
                    Math.min(MOST_TOKENS, input + more.input),
                    Math.min(MOST_TOKENS, output + more.output));
        }
    }
}
