package dev.walden.memory;

import dev.walden.activity.MemoryEvent.FactsWeighed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which facts count less in searches because no task had use for them and nobody said them again for long, and which do so no longer.
 *
 * @param fadeAfter how long that is; zero for never
 * @param retireAfter after how long searches do not find them at all; zero for never
 * @param stated whether facts that people and programs stated themselves fade, too
 */
record Fading(Duration fadeAfter, Duration retireAfter, boolean stated) {

    /** As much as an episode counts: searches list what counts alike together, and so do not grow by another list. */
    static final int FADED = 50;

    private static final int RETIRED = 0;
    private static final int IN_ONE_RECORD = 500;
    /** Said with trust by a key, whose name comes first. */
    private static final String STATED =
            "EXISTS (SELECT 1 FROM memory_statements s WHERE s.item = f.item AND s.trusted = 1"
                    + " AND substr(s.sources, instr(s.sources, ':') + 1, 4) = 'key:')";

    private static final String WANTED = "CASE WHEN ?7 = 0 AND " + STATED + " THEN " + MemoryItem.WHOLE
            + " WHEN max(f.last_seen, f.used) < ?6 THEN " + RETIRED
            + " WHEN max(f.last_seen, f.used) < ?5 THEN " + FADED + " ELSE " + MemoryItem.WHOLE + " END";

    /** What is to be recorded of a stretch, as of a time. */
    List<FactsWeighed> of(Connection views, FactStretch stretch, Instant now) throws SQLException {
        SortedMap<Integer, List<String>> wanted = new TreeMap<>();
        Sql.each(
                views,
                "SELECT item, wanted FROM (SELECT f.item, i.weight, " + WANTED + " AS wanted"
                        + " FROM memory_facts f JOIN memory_items i ON i.id = f.item WHERE" + FactStretch.WITHIN
                        + "AND f.ends > ?4) WHERE weight <> wanted ORDER BY item",
                row -> wanted.computeIfAbsent(row.getInt(2), _ -> new ArrayList<>())
                        .add(row.getString(1)),
                stretch.values(Validity.micros(now), before(now, fadeAfter), before(now, retireAfter), stated ? 1 : 0));
        List<FactsWeighed> events = new ArrayList<>();
        for (Map.Entry<Integer, List<String>> each : wanted.entrySet()) {
            List<String> items = each.getValue();
            for (int from = 0; from < items.size(); from += IN_ONE_RECORD) {
                List<String> part = items.subList(from, Math.min(items.size(), from + IN_ONE_RECORD));
                events.add(new FactsWeighed(stretch.space(), part, each.getKey()));
            }
        }
        return events;
    }

    private static long before(Instant now, Duration age) {
        return age.isZero() ? Long.MIN_VALUE : Validity.micros(now.minus(age));
    }
}
