package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What else is to be said of facts that are true again because those that ended them go: of the rest, the next one that bears on them
 * ends them now.
 */
final class Revival {

    /** Statements of a fact, ?1, that are not the source's, ?2. */
    private static final String BY_OTHERS = """
            SELECT 1 FROM memory_statements o WHERE o.item = ?1 AND NOT EXISTS (
              SELECT 1 FROM memory_sources s WHERE s.source = ?2 AND s.item = ?1 AND s.said = o.said)""";

    private Revival() {}

    /**
     * What to record beside the undoing.
     *
     * @param part of what is taken back
     * @param source of what is taken back now or soon: it ends nothing
     */
    static List<ActivityEvent> of(Connection views, Space space, SourceItems part, String source) throws SQLException {
        Set<String> doubted = new HashSet<>();
        for (String item : part.shared()) {
            if (losesTrust(views, item, source)) {
                doubted.add(item);
            }
        }
        List<Fact> reviving = reviving(views, part.only());
        reviving(views, doubted).stream().filter(Fact::trusted).forEach(reviving::add);
        List<ActivityEvent> events = new ArrayList<>();
        for (Fact fact : reviving) {
            Optional<Ruled> next = next(views, space, fact, source, doubted);
            if (next.isPresent()) {
                events.add(new FactSuperseded(
                        space,
                        List.of(fact.id()),
                        next.get().fact().id(),
                        Validity.instant(next.get().fact().from()),
                        next.get().why()));
            }
        }
        return events;
    }

    /** Whether nobody trusted states a fact but the source. */
    private static boolean losesTrust(Connection views, String item, String source) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT 1 FROM memory_items WHERE id = ?1 AND trusted = 1 AND NOT EXISTS (" + BY_OTHERS
                                + " AND o.trusted = 1)",
                        row -> 1,
                        item,
                        source)
                .isPresent();
    }

    private static List<Fact> reviving(Connection views, Collection<String> going) throws SQLException {
        List<Fact> reviving = new ArrayList<>();
        for (String one : going) {
            reviving.addAll(Sql.query(
                    views,
                    "SELECT " + Fact.COLUMNS
                            + "JOIN memory_contradictions c ON c.item = i.id WHERE c.other = ? AND c.since IS NOT NULL"
                            + " ORDER BY i.id",
                    Fact::read,
                    one));
        }
        return reviving;
    }

    private static Optional<Ruled> next(Connection views, Space space, Fact fact, String source, Set<String> doubted)
            throws SQLException {
        for (Fact other : new FactBook(views, space).near(fact)) {
            Optional<Ruled> ruled = fact.relationTo(other)
                    .map(relation -> new Ruled(other, relation))
                    .filter(one -> one.binds(fact));
            if (other.from() > fact.from()
                    && ruled.isPresent()
                    && !doubted.contains(other.id())
                    && !goes(views, other, source)) {
                return ruled;
            }
        }
        return Optional.empty();
    }

    /** Whether all that was said of a fact goes. */
    private static boolean goes(Connection views, Fact fact, String source) throws SQLException {
        return Sql.first(views, BY_OTHERS, row -> 1, fact.id(), source).isEmpty();
    }
}
