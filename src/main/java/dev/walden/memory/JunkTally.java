package dev.walden.memory;

import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what an audit looks for, stretch after stretch. Confined to its thread. */
final class JunkTally {

    private static final String OTHER =
            "EXISTS (SELECT 1 FROM memory_facts o JOIN memory_items p ON p.id = o.item WHERE o.space = f.space AND ";

    /** And is, or will be, true while the first one is. */
    private static final String BESIDE = " AND o.ends > ?4 AND p.valid_from < f.ends AND o.item <> f.item)";

    /** That another one is there is enough: to count them would cost the square of what is alike. */
    private static final String SELECT = "SELECT f.item, "
            + OTHER + "o.words = f.words AND o.negated = f.negated" + BESIDE + " AS duplicate, "
            + "i.disputed = 1 OR f.subject IS NOT NULL AND "
            + OTHER + "o.subject = f.subject AND o.attribute = f.attribute" + BESIDE + " AS contradiction, "
            + "f.last_seen < ?5 AND f.used < ?5 AND NOT EXISTS (SELECT 1 FROM memory_origins u WHERE u.item = f.item"
            + " AND i.source <> 'task:' || u.task) AS unused"
            + " FROM memory_facts f JOIN memory_items i ON i.id = f.item WHERE" + FactStretch.WITHIN
            + "AND f.ends > ?4 AND i.valid_from <= ?4 ORDER BY f.words, i.seq";

    private final Space space;
    private final Instant now;
    private final int examples;
    private final Duration old;
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, List<String>> ids = new EnumMap<>(Finding.class);
    private long facts;

    /** @param examples the most of each kind; of facts that nobody used for this long */
    JunkTally(Space space, Instant now, int examples, Duration old) {
        this.space = space;
        this.now = now;
        this.examples = examples;
        this.old = old;
    }

    /** How many facts were looked at. */
    long facts() {
        return facts;
    }

    void add(Connection views, FactStretch stretch) throws SQLException {
        long micros = Validity.micros(now);
        Set<String> orphans = Orphans.of(views, stretch, micros);
        Sql.each(views, SELECT, row -> count(row, orphans), stretch.values(micros, Validity.micros(now.minus(old))));
    }

    private void count(ResultSet row, Set<String> orphans) throws SQLException {
        facts++;
        String id = row.getString("item");
        for (Finding finding : Finding.values()) {
            boolean found = finding == Finding.ORPHAN ? orphans.contains(id) : row.getInt(finding.code()) == 1;
            if (found) {
                counts.merge(finding, 1L, Long::sum);
                List<String> some = ids.computeIfAbsent(finding, _ -> new ArrayList<>());
                if (some.size() < examples) {
                    some.add(id);
                }
            }
        }
    }

    /** @param whole whether all facts of the space were looked at */
    JunkAudit.Report report(boolean whole) {
        Map<Finding, JunkAudit.Found> found = new EnumMap<>(Finding.class);
        for (Finding finding : Finding.values()) {
            found.put(
                    finding,
                    new JunkAudit.Found(counts.getOrDefault(finding, 0L), ids.getOrDefault(finding, List.of())));
        }
        return new JunkAudit.Report(space, now, found, facts, whole);
    }
}
