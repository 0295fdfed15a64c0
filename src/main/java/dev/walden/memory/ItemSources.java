package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What came with items that a task was shown: what their words came from, and not who brought them. Of items that were erased, what is
 * left says where from: who stored it, the document, or nothing.
 */
final class ItemSources {

    private ItemSources() {}

    /** @param record by which they were shown */
    static void add(Connection views, List<String> items, long record, SeenSoFar seen) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        Object[] ids = items.toArray();
        String in = " IN " + Sql.list(items.size());
        stated(views, in, ids, record, seen);
        String first = "SELECT CASE kind WHEN 'document' THEN 'document:' || session ELSE source END FROM memory_items";
        add(seen, record, Sql.query(views, first + " WHERE trusted = 0 AND id" + in, row -> row.getString(1), ids));
        String summed = "SELECT 'task:' || task FROM memory_episodes WHERE summary" + in + " ORDER BY seq DESC";
        add(seen, record, Sql.query(views, summed, row -> row.getString(1), ids));
        fetched(views, in, ids, record, seen);
        if (anyLost(views, in, ids)) {
            seen.lost();
        }
    }

    /** A fact that somebody trusted states as well may still have come from who is not. */
    private static void stated(Connection views, String in, Object[] ids, long record, SeenSoFar seen)
            throws SQLException {
        String sql =
                "SELECT s.source FROM memory_statements m JOIN memory_sources s ON s.item = m.item AND s.said = m.said"
                        + " WHERE m.trusted = 0 AND m.item";
        add(seen, record, Sql.query(views, sql + in, row -> row.getString(1), ids));
    }

    /** Where documents came from. */
    private static void fetched(Connection views, String in, Object[] ids, long record, SeenSoFar seen)
            throws SQLException {
        Set<String> documents = new HashSet<>(Sql.query(
                views,
                "SELECT DISTINCT session FROM memory_items WHERE kind = 'document' AND id" + in,
                row -> row.getString(1),
                ids));
        for (String document : documents) {
            add(seen, record, DocumentClaims.sources(views, document));
        }
    }

    private static void add(SeenSoFar seen, long record, List<String> sources) {
        for (String source : sources) {
            if (!source.startsWith("key:") && !source.equals("folder") && !source.equals(SummaryTable.SOURCE)) {
                seen.add(source, record);
            }
        }
    }

    /** A fact that came through a key said where from in a statement, a summary by its episodes; both go when it is erased. */
    private static boolean anyLost(Connection views, String in, Object[] ids) throws SQLException {
        String erased = "SELECT 1 FROM memory_items i WHERE erased > 0 AND trusted = 0 AND id" + in
                + " AND (kind = 'fact' AND source GLOB 'key:*'"
                + " OR kind = 'summary' AND NOT EXISTS (SELECT 1 FROM memory_episodes e WHERE e.summary = i.id))";
        return Sql.first(views, erased, row -> 1, ids).isPresent()
                || Sql.first(views, "SELECT count(*) FROM memory_items WHERE id" + in, row -> row.getLong(1), ids)
                                .orElse(0L)
                        < Arrays.stream(ids).distinct().count();
    }
}
