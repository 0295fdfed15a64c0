package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes good what a crash left half: a fact is recorded before what it ends, and an erasure before what is left of a document. Whether
 * something is missing shows by deciding again; what was recorded whole gives nothing. Runs once, at the start, before anybody else decides.
 */
final class HalfDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(HalfDecisions.class);
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);

    private static final String FIND = "SELECT " + Fact.COLUMNS + "WHERE i.id = ? AND f.space = ?";

    /** That two facts are decided about, or that the other one was recorded later and is judged by this one, not the other way. */
    private static final String SETTLED = """
            SELECT 1 FROM memory_contradictions WHERE item = ?1 AND other = ?2 OR item = ?2 AND other = ?1
            UNION ALL SELECT 1 FROM memory_items WHERE id = ?2 AND seq >= ?3""";

    private final ActivityLog log;
    private final Views views;
    private final DocumentWrites documents;

    HalfDecisions(ActivityLog log, Views views, DocumentWrites documents) {
        this.log = log;
        this.views = views;
        this.documents = documents;
    }

    /** Records what is missing. The views must hold all that is in the log. */
    void makeGood() throws InterruptedException {
        for (RecordedEvent entry : LastCommit.of(log)) {
            switch (entry.event()) {
                case FactStored stored ->
                    judge(stored.item().space(), stored.item().id(), entry.seq());
                case FactConfirmed confirmed -> judge(confirmed.space(), confirmed.item(), entry.seq());
                case ContentErased erased -> record(documents.missing(erased.items()));
                default -> {}
            }
        }
    }

    private void judge(Space space, String id, long seq) throws InterruptedException {
        record(views.read(connection -> missing(connection, space, id, seq)));
    }

    private static List<ActivityEvent> missing(Connection connection, Space space, String id, long seq)
            throws SQLException {
        List<ActivityEvent> events = new ArrayList<>();
        Optional<Fact> found = Sql.first(connection, FIND, Fact::read, id, space.name());
        if (found.isPresent()) {
            Fact fact = found.get();
            List<Fact> open = new ArrayList<>();
            for (Fact near : new FactBook(connection, space).near(fact)) {
                if (Sql.first(connection, SETTLED, row -> 1, id, near.id(), seq).isEmpty()) {
                    open.add(near);
                }
            }
            Judgement judged = Judgement.of(fact, open);
            if (judged.same() == null) { // two that say the same are for the upkeep
                new Consequences(space, id, fact.from(), judged).addTo(events);
            }
        }
        return events;
    }

    private void record(List<ActivityEvent> missing) throws InterruptedException {
        if (!missing.isEmpty()) {
            log.awaitApplied(log.appendOutcome(missing).last(), APPLY_DEADLINE);
            LOG.atInfo().addKeyValue("records", missing.size()).log("half decision of memory made good");
        }
    }
}
