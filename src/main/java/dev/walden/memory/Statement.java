package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * That somebody stated a fact.
 *
 * @param said the record that did first
 * @param sources who stated it, then where the words came from
 */
record Statement(long said, List<String> sources, boolean trusted) {

    Statement {
        sources = List.copyOf(sources);
    }

    /** Those of a fact of a space; none of what is no fact. */
    static List<Statement> of(Connection views, String space, String item) throws SQLException {
        return Sql.query(
                views,
                "SELECT m.said, m.sources, m.trusted FROM memory_facts f JOIN memory_statements m ON m.item = f.item"
                        + " WHERE f.item = ? AND f.space = ? ORDER BY m.said",
                row -> new Statement(row.getLong(1), PackedStrings.unpack(row.getString(2)), row.getInt(3) == 1),
                item,
                space);
    }

    String by() {
        return sources.getFirst();
    }
}
