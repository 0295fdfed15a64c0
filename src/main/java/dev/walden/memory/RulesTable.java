package dev.walden.memory;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.SpaceRulesSet;
import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rules of spaces, by the records that set them. */
final class RulesTable {

    private static final String SELECT = "SELECT seq, space, text, set_by, set_at FROM memory_rules WHERE ";

    private RulesTable() {}

    static void add(Connection views, RecordedEvent entry, SpaceRulesSet set) throws SQLException {
        Sql.update(
                views,
                "INSERT INTO memory_rules (seq, space, text, set_by, set_at) VALUES (?, ?, ?, ?, ?)",
                entry.seq(),
                set.space().name(),
                set.text(),
                set.by(),
                entry.at().toString());
    }

    /** Those that hold now; empty when there are none, or none any more. */
    static Optional<SpaceRules> newest(Connection views, Space space) throws SQLException {
        return Sql.first(
                        views,
                        SELECT + "space = ? ORDER BY seq DESC LIMIT 1",
                        row -> row.getString(3) == null ? Optional.<SpaceRules>empty() : Optional.of(rules(row)),
                        space.name())
                .flatMap(last -> last);
    }

    /** Those that a record of the space set. */
    static Optional<SpaceRules> of(Connection views, Space space, long seq) throws SQLException {
        return Sql.first(
                views, SELECT + "seq = ? AND space = ? AND text IS NOT NULL", RulesTable::rules, seq, space.name());
    }

    private static SpaceRules rules(ResultSet row) throws SQLException {
        return new SpaceRules(
                row.getLong(1),
                new Space(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Instant.parse(row.getString(5)));
    }
}
