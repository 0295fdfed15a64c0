package dev.walden.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Items of a kind that are older than memory is to keep them. Of facts counts when they were last said, of all that count as one the
 * newest. Summaries are too old with the last of the episodes that they quote.
 *
 * @param keep how long
 */
record OldItems(ItemKind kind, Duration keep) {

    private static final int A_PART = 200;

    private static final String OLD = """
            SELECT i.rowid, i.space, i.id FROM memory_items i LEFT JOIN memory_facts f ON f.item = i.id
              WHERE i.erased = 0 AND i.kind = ?1 AND i.rowid < ?2 AND i.stored_at < ?3 AND coalesce(f.last_seen, ?4) <= ?4""";

    private static final String QUOTES_NONE = """
             AND NOT EXISTS (SELECT 1 FROM memory_episodes e JOIN memory_items q ON q.id = 'e' || substr(e.task, 2)
               WHERE e.summary = i.id AND q.erased = 0)""";

    private static final String YOUNG =
            "SELECT rowid FROM memory_items WHERE stored_at >= ? AND stored_at <= ? ORDER BY rowid LIMIT 1";

    /**
     * What counts as too old at a time. Whatever came behind something younger is younger as well, though a clock that was behind says
     * otherwise; what a clock that was ahead says to be still to come does not count.
     */
    Limit limit(Connection views, Instant now) throws SQLException {
        Instant before = kind == ItemKind.SUMMARY ? now : now.minus(keep);
        long row = Sql.first(views, YOUNG, found -> found.getLong(1), before.toString(), now.toString())
                .orElse(Long.MAX_VALUE);
        return new Limit(before, row);
    }

    /** The next of them, those behind a row. */
    Part after(Connection views, Limit limit, long row) throws SQLException {
        List<Found> found = found(views, limit, " AND i.rowid > ? ORDER BY i.rowid LIMIT " + A_PART, List.of(row));
        SortedMap<String, List<String>> ids = new TreeMap<>();
        for (Found each : saidNoMore(views, limit, found)) {
            ids.computeIfAbsent(each.space(), _ -> new ArrayList<>()).add(each.id());
        }
        return new Part(found.isEmpty() ? row : found.getLast().row(), found.size() < A_PART, ids);
    }

    /** Those of some items that are among them still. */
    List<String> still(Connection views, Limit limit, List<String> ids) throws SQLException {
        List<Found> found = found(views, limit, " AND i.id IN " + Sql.list(ids.size()), ids);
        return saidNoMore(views, limit, found).stream().map(Found::id).toList();
    }

    private List<Found> found(Connection views, Limit limit, String which, List<?> more) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(
                List.of(kind.code(), limit.row(), limit.before().toString(), Validity.micros(limit.before())));
        values.addAll(more);
        String select = OLD + (kind == ItemKind.SUMMARY ? QUOTES_NONE : "") + which;
        return Sql.query(views, select, Found::read, values.toArray());
    }

    private List<Found> saidNoMore(Connection views, Limit limit, List<Found> found) throws SQLException {
        if (kind != ItemKind.FACT) {
            return found;
        }
        List<Found> left = new ArrayList<>();
        for (Found each : found) {
            if (!isSaidSince(views, each.id(), limit.before())) {
                left.add(each);
            }
        }
        return left;
    }

    private static boolean isSaidSince(Connection views, String fact, Instant time) throws SQLException {
        List<String> all = List.copyOf(MergedFacts.of(views, List.of(fact)));
        List<@Nullable Object> values = new ArrayList<>(List.of(Validity.micros(time)));
        values.addAll(all);
        String said = "SELECT 1 FROM memory_facts WHERE last_seen > ? AND item IN " + Sql.list(all.size());
        return Sql.first(views, said, _ -> true, values.toArray()).isPresent();
    }

    /**
     * What is too old.
     *
     * @param before when it was stored, by the clock
     * @param row before which it is in the log
     */
    record Limit(Instant before, long row) {}

    /**
     * As many as are forgotten at once.
     *
     * @param row behind which the next are
     * @param last whether there are no more
     * @param ids by the names of their spaces
     */
    record Part(long row, boolean last, SortedMap<String, List<String>> ids) {

        /** In all spaces. */
        int size() {
            return ids.values().stream().mapToInt(List::size).sum();
        }
    }

    private record Found(long row, String space, String id) {

        static Found read(ResultSet row) throws SQLException {
            return new Found(row.getLong(1), row.getString(2), row.getString(3));
        }
    }
}
