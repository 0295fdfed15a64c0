package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for facts that a space may be better without. Changes nothing. Thread-safe; what it finds is as the views are. It reads every
 * living fact of the space, so it costs a second or more where there are a million.
 */
public final class JunkAudit {

    private static final String FACTS = " FROM memory_facts f JOIN memory_items i ON i.id = f.item"
            + " WHERE f.space = ?1 AND f.ends > ?2 AND i.valid_from <= ?2 AND ?3 IS NOT NULL AND ";

    private final Views views;
    private final InstantSource clock;
    private final MemoryMetrics metrics;

    JunkAudit(Views views, InstantSource clock, MemoryMetrics metrics) {
        this.views = views;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Counts what there is, with examples.
     *
     * @param examples the most of each kind
     * @param old since when a fact must have gone unsaid to count as unused
     */
    public Report of(Space space, int examples, Duration old) {
        Instant now = clock.instant();
        Report report = views.read(connection -> {
            Map<Finding, Found> found = new EnumMap<>(Finding.class);
            for (Finding finding : Finding.values()) {
                Object[] values = {space.name(), Validity.micros(now), Validity.micros(now.minus(old))};
                found.put(finding, found(connection, finding, examples, values));
            }
            return new Report(space, now, found);
        });
        metrics.audited(report);
        return report;
    }

    private static Found found(Connection views, Finding finding, int examples, Object[] values) throws SQLException {
        long count = Sql.first(views, "SELECT count(*)" + FACTS + finding.condition(), row -> row.getLong(1), values)
                .orElse(0L);
        List<String> ids = count == 0
                ? List.of()
                : Sql.query(
                        views,
                        "SELECT i.id" + FACTS + finding.condition() + " ORDER BY f.words, i.seq LIMIT " + examples,
                        row -> row.getString(1),
                        values);
        return new Found(count, ids);
    }

    /**
     * What was found in a space.
     *
     * @param at when
     */
    public record Report(Space space, Instant at, Map<Finding, Found> found) {
        public Report {
            found = Map.copyOf(found);
        }
    }

    /**
     * Facts of one kind.
     *
     * @param count how many
     * @param examples ids of some of them; those of the same words beside each other
     */
    public record Found(long count, List<String> examples) {
        public Found {
            examples = List.copyOf(examples);
        }
    }
}
