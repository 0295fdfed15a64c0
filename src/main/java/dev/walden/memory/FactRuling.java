package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Decides what becomes of one fact, and says so in events. */
record FactRuling(Told told, Claim claim) {

    /** Adds what is to be recorded; gives the id under which memory has the fact. */
    String decide(FactBook book, List<ActivityEvent> events) throws SQLException {
        Fact fact = fact();
        Judgement judged = Judgement.of(fact, book.near(fact));
        Fact same = judged.same();
        MemoryItem heard = told.heard();
        if (same != null) {
            // A task repeats what it was given: nobody has confirmed it. What no search finds, it was not given.
            if (!told.byTask() || book.isRetired(same)) {
                events.add(confirmed(same, judged.earlier()));
                judged.ends().forEach(ended -> book.end(ended.fact(), fact.from()));
                new Consequences(space(), same.id(), fact.from(), judged).addEnds(events);
                if (judged.earlier()) {
                    book.begin(same, fact.from());
                }
            }
            return same.id();
        }
        if (heard != null && judged.free() && (heard.trusted() || !fact.trusted())) {
            return heard.id();
        }
        store(book, events, fact, judged);
        return fact.id();
    }

    private void store(FactBook book, List<ActivityEvent> events, Fact fact, Judgement judged) {
        events.add(new MemoryEvent.FactStored(told.item(), claim));
        judged.ends().forEach(ended -> book.end(ended.fact(), fact.from()));
        new Consequences(space(), fact.id(), fact.from(), judged).addTo(events);
        Ruled next = judged.next();
        book.add(next == null ? fact : fact.ending(next.fact().from()));
    }

    private MemoryEvent.FactConfirmed confirmed(Fact same, boolean earlier) {
        StoredItem item = told.item();
        Instant since = earlier ? claim.validFrom() : null;
        String id = told.keyed() ? item.id() : null;
        return new MemoryEvent.FactConfirmed(
                space(), same.id(), item.source(), claim.from(), item.trusted(), since, id);
    }

    private Space space() {
        return told.item().space();
    }

    private Fact fact() {
        StoredItem item = told.item();
        Instant to = claim.validTo();
        long end = to == null ? Validity.OPEN : Validity.micros(to);
        return new Fact(
                item.id(),
                new Says(
                        item.text(),
                        item.speaker(),
                        new Around(item.domain(), PackedStrings.pack(item.metadata())),
                        claim.subject(),
                        claim.attribute()),
                item.trusted(),
                Validity.micros(claim.validFrom()),
                end,
                to == null ? null : end);
    }
}
