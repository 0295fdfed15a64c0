package dev.walden.memory;

import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a space as they stand once what was decided so far is written: those of the tables, with the ends and additions of the
 * same request. For one request that holds the space's lock.
 */
final class FactBook {

    /**
     * Of each kind of likeness that bear on a fact; those that begin first. More are not true at the same time, unless nobody ever
     * decided. Those that only look alike, as what others say of themselves, are none of them.
     */
    private static final int MAX_RELATED = 64;

    private static final String WHERE = "WHERE f.space = ? AND f.ends > ? AND i.domain IS ? AND ";

    /** So many that are alike are looked at for those: a store waits for it. What is alike behind them is for the upkeep. */
    static final int MOST_READ = 1_024;

    private static final String ORDER = " ORDER BY i.valid_from, i.seq LIMIT " + MOST_READ;

    private final Connection views;
    private final Space space;
    private final Map<String, Fact> decided = new LinkedHashMap<>();
    private final Map<Likeness, List<Fact>> added = new HashMap<>();

    FactBook(Connection views, Space space) {
        this.views = views;
        this.space = space;
    }

    /** Facts that are still true when this one begins, or begin later, and may say the same or otherwise; the first to begin first. */
    List<Fact> near(Fact fact) throws SQLException {
        Map<String, Fact> found = new LinkedHashMap<>();
        for (Likeness likeness : Likeness.of(fact)) {
            find(found, fact, likeness);
            added.getOrDefault(likeness, List.of()).forEach(one -> found.put(one.id(), one));
        }
        return found.values().stream()
                .map(one -> decided.getOrDefault(one.id(), one))
                .filter(one -> one.ends() > Math.max(one.from(), fact.from()))
                .filter(one -> !one.id().equals(fact.id()))
                .sorted(Comparator.comparingLong(Fact::from))
                .toList();
    }

    private void find(Map<String, Fact> found, Fact fact, Likeness likeness) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(space.name());
        values.add(fact.from());
        values.add(fact.says().around().domain());
        values.addAll(likeness.values());
        String sql = "SELECT " + Fact.COLUMNS + WHERE + likeness.condition() + ORDER;
        Sql.query(views, sql, Fact::read, values.toArray()).stream()
                .filter(fact::bearsOn)
                .limit(MAX_RELATED)
                .forEach(one -> found.putIfAbsent(one.id(), one));
    }

    /** Whether no search finds it, as nobody had use for it. */
    boolean isRetired(Fact fact) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_items WHERE id = ? AND weight = 0", row -> 1, fact.id())
                .isPresent();
    }

    void add(Fact fact) {
        for (Likeness likeness : Likeness.of(fact)) {
            added.computeIfAbsent(likeness, _ -> new ArrayList<>()).add(fact);
        }
    }

    void end(Fact fact, long time) {
        decided.put(fact.id(), decided.getOrDefault(fact.id(), fact).ending(time));
    }

    void begin(Fact fact, long time) {
        decided.put(fact.id(), decided.getOrDefault(fact.id(), fact).beginning(time));
    }
}
