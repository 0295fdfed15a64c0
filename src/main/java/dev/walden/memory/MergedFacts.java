package dev.walden.memory;

import dev.walden.activity.MemoryEvent.FactsMerged;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Facts that count as one, in the tables: what was stated of each is stated of the one, which ends what they ended. The others stay as
 * they are but true at no time, each marked by a row of {@link Contradictions}, so that a source can be taken back from all of them and
 * whoever forgets one forgets all.
 */
final class MergedFacts {

    /** Of the row that ties one to the other. */
    static final String WHY = "merged";

    private MergedFacts() {}

    /** What is there no more, merged already or trusted more than the one is let be. */
    static void apply(Connection views, Changes changes, long seq, FactsMerged event) throws SQLException {
        changes.uses().flush(views);
        String space = event.space().name();
        String one = event.item();
        if (!FactTable.isThere(views, space, one)) {
            return;
        }
        for (String other : event.items()) {
            if (!other.equals(one)
                    && FactTable.isThere(views, space, other)
                    && (Contradictions.trusts(views, one) || !Contradictions.trusts(views, other))
                    && !isMerged(views, other, one)) {
                merge(views, other, one);
                FactTable.refresh(views, other, seq);
            }
        }
        FactTable.refresh(views, one, seq);
    }

    private static boolean isMerged(Connection views, String item, String one) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT 1 FROM memory_contradictions WHERE item = ? AND other = ? AND why = ?",
                        row -> 1,
                        item,
                        one,
                        WHY)
                .isPresent();
    }

    /** These and all that count as one with them. */
    static Set<String> of(Connection views, Collection<String> items) throws SQLException {
        Set<String> all = new LinkedHashSet<>(items);
        Deque<String> toAsk = new ArrayDeque<>(all);
        while (!toAsk.isEmpty()) {
            String item = toAsk.remove();
            for (String other : Sql.query(
                    views,
                    "SELECT other FROM memory_contradictions WHERE item = ?1 AND why = ?2"
                            + " UNION SELECT item FROM memory_contradictions WHERE other = ?1 AND why = ?2",
                    row -> row.getString(1),
                    item,
                    WHY)) {
                if (all.add(other)) {
                    toAsk.add(other);
                }
            }
        }
        return all;
    }

    private static void merge(Connection views, String from, String to) throws SQLException {
        for (Said said :
                Sql.query(views, "SELECT * FROM memory_statements WHERE item = ? ORDER BY said", Said::read, from)) {
            said.of(views, to);
        }
        Sql.update(
                views,
                "UPDATE memory_facts SET used = max(used, (SELECT used FROM memory_facts WHERE item = ?)) WHERE item = ?",
                from,
                to);
        copyContradictions(views, from, to);
        Sql.update(
                views,
                "INSERT OR IGNORE INTO memory_contradictions (item, other, since, why)"
                        + " SELECT id, ?, valid_from, ? FROM memory_items WHERE id = ?",
                to,
                WHY,
                from);
    }

    /** What it ended or disputes, and what is to end it; a trusted fact is not disputed, and ended by trusted ones only. */
    private static void copyContradictions(Connection views, String from, String to) throws SQLException {
        Sql.update(
                views,
                "INSERT OR IGNORE INTO memory_contradictions (item, other, since, why)"
                        + " SELECT item, ?1, since, why FROM memory_contradictions WHERE other = ?2 AND item <> ?1",
                to,
                from);
        Sql.update(
                views,
                "INSERT OR IGNORE INTO memory_contradictions (item, other, since, why)"
                        + " SELECT ?1, other, since, why FROM memory_contradictions WHERE item = ?2 AND other <> ?1"
                        + " AND (?3 = 0 OR since IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM memory_items i WHERE i.id = other AND i.trusted = 0))",
                to,
                from,
                Contradictions.trusts(views, to) ? 1 : 0);
    }

    /** A row of the table of statements. */
    private record Said(
            String sources, int trusted, long since, long times, long lastSeen, long lastSaid, long record) {

        static Said read(ResultSet row) throws SQLException {
            return new Said(
                    row.getString("sources"),
                    row.getInt("trusted"),
                    row.getLong("since"),
                    row.getLong("times"),
                    row.getLong("last_seen"),
                    row.getLong("last_said"),
                    row.getLong("said"));
        }

        void of(Connection views, String item) throws SQLException {
            int known = Sql.update(views, """
                    UPDATE memory_statements SET times = times + ?, since = min(since, ?), last_seen = max(last_seen, ?),
                      last_said = max(last_said, ?) WHERE item = ? AND sources = ? AND trusted = ?""", times, since, lastSeen, lastSaid, item, sources, trusted);
            if (known > 0) {
                return;
            }
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_statements (item, said, sources, trusted, since, times, last_seen, last_said)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    item,
                    record,
                    sources,
                    trusted,
                    since,
                    times,
                    lastSeen,
                    lastSaid);
            for (String source : PackedStrings.unpack(sources)) {
                Sql.update(
                        views,
                        "INSERT OR IGNORE INTO memory_sources (source, item, said) VALUES (?, ?, ?)",
                        source,
                        item,
                        record);
            }
        }
    }
}
