package dev.walden.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private static final int AT_ONCE = 500;

    private static final String ROWS = """
            SELECT i.rowid, i.seq, i.space, i.id, i.seq < ?2 AND coalesce(f.last_said, 0) < ?2
              AND i.stored_at < ?3 AND coalesce(f.last_seen, ?4) <= ?4""";

    private static final String QUOTES_NONE = """
             AND NOT EXISTS (SELECT 1 FROM memory_episodes e JOIN memory_items q ON q.id = 'e' || substr(e.task, 2)
               WHERE e.summary = i.id AND q.erased = 0)""";

    private static final String LIVING =
            " FROM memory_items i LEFT JOIN memory_facts f ON f.item = i.id WHERE i.erased = 0 AND i.kind = ?1";

    /** What counts as too old at a time. It is an hour later when it goes, so that whole hours of the log are exact enough. */
    Limit limit(Connection views, Instant now) throws SQLException {
        Instant before = kind == ItemKind.SUMMARY ? now : now.minus(keep);
        return new Limit(before, LogHours.after(views, before, now));
    }

    /** What is too old of the next living ones, those behind a row. */
    Part after(Connection views, Limit limit, long row) throws SQLException {
        List<Found> found = found(views, limit, " AND i.rowid > ? ORDER BY i.rowid LIMIT " + A_PART, List.of(row));
        SortedMap<String, List<String>> ids = new TreeMap<>();
        for (Found each : tooOld(views, limit, found)) {
            ids.computeIfAbsent(each.space(), _ -> new ArrayList<>()).add(each.id());
        }
        boolean last = found.size() < A_PART || found.getLast().seq() >= limit.seq();
        return new Part(found.isEmpty() ? row : found.getLast().row(), last, ids);
    }

    /** Those of some items that are too old still. */
    List<String> still(Connection views, Limit limit, List<String> ids) throws SQLException {
        List<Found> found = found(views, limit, " AND i.id IN " + Sql.list(ids.size()), ids);
        return tooOld(views, limit, found).stream().map(Found::id).toList();
    }

    private List<Found> found(Connection views, Limit limit, String which, List<?> more) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(
                List.of(kind.code(), limit.seq(), limit.before().toString(), Validity.micros(limit.before())));
        values.addAll(more);
        String select = ROWS + (kind == ItemKind.SUMMARY ? QUOTES_NONE : "") + LIVING + which;
        return Sql.query(views, select, Found::read, values.toArray());
    }

    private List<Found> tooOld(Connection views, Limit limit, List<Found> found) throws SQLException {
        if (kind != ItemKind.FACT) {
            return found.stream().filter(Found::old).toList();
        }
        List<Found> left = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        Set<String> said = new HashSet<>();
        for (Found each : found) {
            if (each.old() && !gone.contains(each.id()) && !said.contains(each.id())) {
                Set<String> one = MergedFacts.of(views, List.of(each.id()));
                (isSaidSince(views, List.copyOf(one), limit) ? said : gone).addAll(one);
            }
            if (each.old() && gone.contains(each.id())) {
                left.add(each);
            }
        }
        return left;
    }

    private static boolean isSaidSince(Connection views, List<String> facts, Limit limit) throws SQLException {
        for (int from = 0; from < facts.size(); from += AT_ONCE) {
            List<String> some = facts.subList(from, Math.min(facts.size(), from + AT_ONCE));
            List<@Nullable Object> values = new ArrayList<>(List.of(Validity.micros(limit.before()), limit.seq()));
            values.addAll(some);
            String said = "SELECT 1 FROM memory_facts WHERE (last_seen > ? OR last_said >= ?) AND item IN "
                    + Sql.list(some.size());
            if (Sql.first(views, said, _ -> true, values.toArray()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is too old.
     *
     * @param before when it was last said, by the clock
     * @param seq before which record it was
     */
    record Limit(Instant before, long seq) {}

    /**
     * As many as are looked at at once.
     *
     * @param row behind which the next are
     * @param last whether nothing behind it is too old
     * @param ids of those that are too old, by the names of their spaces
     */
    record Part(long row, boolean last, SortedMap<String, List<String>> ids) {

        /** In all spaces. */
        int size() {
            return ids.values().stream().mapToInt(List::size).sum();
        }
    }

    private record Found(long row, long seq, String space, String id, boolean old) {

        static Found read(ResultSet row) throws SQLException {
            return new Found(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getBoolean(5));
        }
    }
}
