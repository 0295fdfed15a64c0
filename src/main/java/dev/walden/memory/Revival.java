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

    private Revival() {}

    /**
     * What to record before the undoing: a crash that keeps the first records only must not leave them true beside the next ones.
     *
     * @param part of what is taken back
     * @param taken what is taken back now or soon: it ends nothing
     */
    static List<ActivityEvent> of(Connection views, TakenBack taken, SourceItems part) throws SQLException {
        Space space = taken.space();
        Set<String> doubted = new HashSet<>();
        for (String item : part.shared()) {
            if (taken.takesTrust(views, item)) {
                doubted.add(item);
            }
        }
        List<Fact> reviving = reviving(views, part.only());
        reviving(views, doubted).stream().filter(Fact::trusted).forEach(reviving::add);
        List<ActivityEvent> events = new ArrayList<>();
        for (Fact fact : reviving) {
            Optional<Ruled> next = next(views, taken, fact, doubted);
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

    private static Optional<Ruled> next(Connection views, TakenBack taken, Fact fact, Set<String> doubted)
            throws SQLException {
        for (Fact other : new FactBook(views, taken.space()).near(fact)) {
            Optional<Ruled> ruled = fact.relationTo(other)
                    .map(relation -> new Ruled(other, relation))
                    .filter(one -> one.binds(fact));
            if (other.from() > fact.from()
                    && ruled.isPresent()
                    && !doubted.contains(other.id())
                    && !taken.takesAll(views, other.id())) {
                return ruled;
            }
        }
        return Optional.empty();
    }
}
