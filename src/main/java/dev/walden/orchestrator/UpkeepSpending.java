package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.UpkeepCallFinished;
import dev.walden.activity.ServiceEvent.UpkeepCallStarted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What model calls that belong to no task cost and which tokens they used, by the day in UTC on which each was begun. Reserved is spent until
 * the outcome says what it really was.
 *
 * <pre>
 * upkeep_call (call, space, day, micros, input_tokens, output_tokens)   day: since 1970
 * </pre>
 */
final class UpkeepSpending {

    private UpkeepSpending() {}

    static void create(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS upkeep_call (call TEXT PRIMARY KEY, space TEXT NOT NULL,"
                            + " day INTEGER NOT NULL, micros INTEGER NOT NULL, input_tokens INTEGER NOT NULL,"
                            + " output_tokens INTEGER NOT NULL) WITHOUT ROWID");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS upkeep_call_by_day ON upkeep_call (space, day)");
        }
    }

    static void begin(RecordedEvent entry, UpkeepCallStarted started, Connection views) throws SQLException {
        try (PreparedStatement insert = views.prepareStatement("INSERT INTO upkeep_call VALUES (?, ?, ?, ?, 0, 0)")) {
            insert.setString(1, started.call());
            insert.setString(2, started.space().name());
            insert.setLong(3, SpendingTable.day(entry.at()).toEpochDay());
            insert.setLong(4, started.reservedCost().micros());
            insert.executeUpdate();
        }
    }

    static void settle(UpkeepCallFinished finished, Connection views) throws SQLException {
        try (PreparedStatement update = views.prepareStatement(
                "UPDATE upkeep_call SET micros = ?, input_tokens = ?, output_tokens = ? WHERE call = ?")) {
            update.setLong(1, finished.cost().micros());
            update.setLong(
                    2, Math.min(SpendingTable.MOST_TOKENS, finished.usage().input()));
            update.setLong(
                    3, Math.min(SpendingTable.MOST_TOKENS, finished.usage().output()));
            update.setString(4, finished.call());
            update.executeUpdate();
        }
    }
}
