package dev.walden.memory;

import dev.walden.activity.ServiceEvent.ProceduresOffered;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The words that tasks were told of procedures, by the records that have them. */
final class OfferTable {

    private OfferTable() {}

    static void add(Connection views, long seq, ProceduresOffered offered) throws SQLException {
        Sql.update(
                views,
                "INSERT INTO memory_offers (seq, digest, told) VALUES (?, ?, ?)",
                seq,
                digest(offered.told()),
                offered.told());
    }

    /** The first record that has these words. */
    static Optional<Long> find(Connection views, String told) throws SQLException {
        return Sql.first(
                views,
                "SELECT seq FROM memory_offers WHERE digest = ? ORDER BY seq LIMIT 1",
                row -> row.getLong(1),
                digest(told));
    }

    /** The words of a record. */
    static Optional<String> told(Connection views, long seq) throws SQLException {
        return Sql.first(views, "SELECT told FROM memory_offers WHERE seq = ?", row -> row.getString(1), seq);
    }

    private static String digest(String told) {
        return ContentHash.of(told.getBytes(StandardCharsets.UTF_8));
    }
}
