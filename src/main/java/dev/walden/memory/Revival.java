package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What else is to be said of facts that are true again because those that ended them go: of the rest, the next one that bears on them
 * ends them now.
 */
final class Revival {

    private Revival() {}

    /**
     * @param going facts that are taken back
     * @param source of what is taken back now or soon: it ends nothing
     */
    static List<ActivityEvent> of(Connection views, Space space, List<String> going, String source)
            throws SQLException {
        List<ActivityEvent> events = new ArrayList<>();
        for (Fact fact : reviving(views, going)) {
            Optional<Ruled> next = next(views, space, fact, source);
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

    private static List<Fact> reviving(Connection views, List<String> going) throws SQLException {
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

    private static Optional<Ruled> next(Connection views, Space space, Fact fact, String source) throws SQLException {
        for (Fact other : new FactBook(views, space).near(fact)) {
            Optional<Ruled> ruled = fact.relationTo(other)
                    .map(relation -> new Ruled(other, relation))
                    .filter(one -> one.binds(fact));
            if (other.from() > fact.from() && ruled.isPresent() && !goes(views, other, source)) {
                return ruled;
            }
        }
        return Optional.empty();
    }

    /** Whether all that was said of a fact goes. */
    private static boolean goes(Connection views, Fact fact, String source) throws SQLException {
        return Sql.first(views, """
                        SELECT 1 FROM memory_statements o WHERE o.item = ?1 AND NOT EXISTS (
                          SELECT 1 FROM memory_sources s WHERE s.source = ?2 AND s.item = ?1 AND s.said = o.said)""", row -> 1, fact.id(), source).isEmpty();
    }
}
