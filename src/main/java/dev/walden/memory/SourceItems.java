package dev.walden.memory;

import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What memory has from a source.
 *
 * @param only ids of items that nobody else said, and of documents, which go whole
 * @param shared ids of facts that others said too
 */
record SourceItems(List<String> only, List<String> shared) {

    SourceItems {
        only = List.copyOf(only);
        shared = List.copyOf(shared);
    }

    static SourceItems of(Connection views, Space space, String source) throws SQLException {
        List<String> only = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        Sql.query(views, """
                SELECT f.item, EXISTS (
                    SELECT 1 FROM memory_statements o WHERE o.item = f.item AND NOT EXISTS (
                      SELECT 1 FROM memory_sources s WHERE s.source = ?1 AND s.item = f.item AND s.said = o.said))
                  FROM memory_facts f JOIN (SELECT DISTINCT item FROM memory_sources WHERE source = ?1) m ON m.item = f.item
                  WHERE f.space = ?2 ORDER BY f.item""", row -> (row.getInt(2) == 1 ? shared : only).add(row.getString(1)), source, space.name());
        only.addAll(Sql.query(
                views,
                "SELECT id FROM memory_items WHERE source = ? " + indexed(source)
                        + "AND space = ? AND erased = 0 AND kind NOT IN ('fact', 'document') ORDER BY seq",
                row -> row.getString(1),
                source,
                space.name()));
        only.addAll(Sql.query(
                views,
                "SELECT document FROM memory_documents WHERE (source = ?1 OR 'document:' || document = ?1)"
                        + " AND space = ?2 AND state <> 'removed' ORDER BY first_seq",
                row -> row.getString(1),
                source,
                space.name()));
        return new SourceItems(only, shared);
    }

    /** Keys say so much that an index of it would cost every item; theirs are looked for in the table itself. */
    private static String indexed(String source) {
        return source.startsWith("key:") ? "" : "AND source NOT GLOB 'key:*' ";
    }

    List<SourceItems> parts(int size) {
        List<SourceItems> parts = new ArrayList<>();
        for (int from = 0; from < Math.max(only.size(), shared.size()); from += size) {
            parts.add(new SourceItems(part(only, from, size), part(shared, from, size)));
        }
        return parts;
    }

    private static List<String> part(List<String> all, int from, int size) {
        return all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()));
    }
}
