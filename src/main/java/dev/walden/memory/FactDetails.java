package dev.walden.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What memory knows of a fact beside its words.
 *
 * @param subject whom or what it is about, null when that is not understood
 * @param attribute what of the subject it gives, null with the subject
 * @param confirmations how often it was said again
 * @param lastSeen when it was last said
 * @param sources who said it, and where the words came from
 * @param supersededBy facts that ended it
 * @param disputedBy trusted facts that it contradicts
 * @param weight percent that counts in searches: less than 100 when nobody used it for long, 0 when it is retired
 */
public record FactDetails(
        @Nullable String subject,
        @Nullable String attribute,
        long confirmations,
        Instant lastSeen,
        List<String> sources,
        List<String> supersededBy,
        List<String> disputedBy,
        int weight) {

    private static final int MOST_SOURCES = 100;

    public FactDetails {
        sources = List.copyOf(sources);
        supersededBy = List.copyOf(supersededBy);
        disputedBy = List.copyOf(disputedBy);
    }

    static Optional<FactDetails> of(Connection views, String id) throws SQLException {
        List<String> sources = Sql.query(
                        views,
                        "SELECT sources FROM memory_statements WHERE item = ? ORDER BY said LIMIT " + MOST_SOURCES,
                        row -> PackedStrings.unpack(row.getString(1)),
                        id)
                .stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<String> ended = others(views, id, "IS NOT NULL");
        List<String> disputed = others(views, id, "IS NULL");
        return Sql.first(
                views,
                "SELECT subject, attribute, confirmations, last_seen, weight FROM memory_facts JOIN memory_items ON id = item"
                        + " WHERE item = ?",
                row -> read(row, sources, ended, disputed),
                id);
    }

    private static FactDetails read(ResultSet row, List<String> sources, List<String> ended, List<String> disputed)
            throws SQLException {
        return new FactDetails(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Validity.instant(row.getLong(4)),
                sources,
                ended,
                disputed,
                row.getInt(5));
    }

    private static List<String> others(Connection views, String id, String since) throws SQLException {
        return Sql.query(
                views,
                "SELECT other FROM memory_contradictions WHERE item = ? AND since " + since + " ORDER BY since, other",
                row -> row.getString(1),
                id);
    }
}
