package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes back everything that was learned from one source, also by tasks that were shown its words. Thread-safe. What nobody else said is
 * erased, what others said too stays without this source, facts that its facts ended are true again, and procedures that were learned
 * from tasks which had seen its words are retired. It is done in parts, each durable, between which others may write. Interrupted, it has
 * taken back a part; done again, it goes on, and finds nothing when all is gone. Tasks that had seen the source before and still run
 * keep nothing any more; what comes from the source afterwards is learned again.
 */
public final class Undoing {

    /** What one record takes back. */
    private static final int PART = 250;

    /** What tasks store meanwhile is looked for so often. */
    private static final int MOST_ROUNDS = 10;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final SpaceLocks locks;
    private final DocumentWrites documents;
    private final SourceProcedures procedures;
    private final MemoryMetrics metrics;

    Undoing(
            ActivityLog log,
            Views views,
            SpaceLocks locks,
            DocumentWrites documents,
            SourceProcedures procedures,
            MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.locks = locks;
        this.documents = documents;
        this.procedures = procedures;
        this.metrics = metrics;
    }

    /** What would go, without doing it. Sees everything acknowledged before the call. */
    public Undone preview(Space space, String source) throws InterruptedException {
        UndoTally tally = new UndoTally();
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        Set<String> sources = views.read(connection -> TakenBack.sources(connection, space, source));
        Listing listing = listing(space, source, sources, tally);
        for (List<String> part : parts(listing.items())) {
            SourceItems gone = views.read(connection -> SourceItems.among(connection, listing.taken(), part));
            tally.add(gone);
        }
        tally.add(procedures.of(space, listing.taken().sources()));
        return tally.undone(log.durable());
    }

    /**
     * Does it; what was done is durable.
     *
     * @param source {@code key:ID}, {@code task:ID}, {@code document:ID}, {@code tool:NAME}, {@code url:ADDRESS} or {@code person:NAME}
     * @param reason for people
     * @param by {@code key:ID}
     */
    public Undone undo(Space space, String source, String reason, String by) throws InterruptedException {
        Said said = new Said(reason, by);
        UndoTally tally = new UndoTally();
        Set<String> sources = new LinkedHashSet<>();
        boolean again = true;
        for (int round = 0; again && round < MOST_ROUNDS; round++) {
            mark(space, source, sources, said);
            Listing listing = listing(space, source, sources, tally);
            for (List<String> part : parts(listing.items())) {
                takeBack(listing.taken(), part, tally, said);
            }
            again = tally.grew() && learnedSince(space, listing.seq());
        }
        if (again) {
            tally.lost();
        }
        SourceProcedures.Found retired = procedures.of(space, sources);
        retire(space, retired.retired());
        tally.add(retired);
        return tally.undone(log.durable());
    }

    /**
     * Stops tasks that know the source, or a document that goes with it, from storing more, whether there is something to take back or
     * not. A document that is gone is known no more, so that what was marked stays among the sources.
     */
    private void mark(Space space, String source, Set<String> sources, Said said) throws InterruptedException {
        locks.holding(List.of(space), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            List<String> more = views.read(connection -> TakenBack.sources(connection, space, source)).stream()
                    .filter(sources::add)
                    .toList();
            for (List<String> part : parts(more)) {
                log.append(part.stream()
                        .map(one -> new SourceUndone(space, one, List.of(), List.of(), said.reason(), said.by()))
                        .toList());
            }
            return more;
        });
    }

    /** Those of which it was not decided otherwise while the records were read. */
    private void retire(Space space, List<ProcedureRetired> found) throws InterruptedException {
        locks.holding(List.of(space), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            List<ProcedureRetired> still =
                    found.stream().filter(procedures::isOpen).toList();
            if (!still.isEmpty()) {
                log.awaitApplied(log.append(still).last(), APPLY_DEADLINE);
            }
            return still;
        });
    }

    /** What it concerns. Reads the records of tasks, which takes its time, and nobody needs to wait. */
    private Listing listing(Space space, String source, Set<String> sources, UndoTally tally)
            throws InterruptedException {
        long seq = log.durable();
        log.awaitApplied(seq, APPLY_DEADLINE);
        if (views.read(connection -> DocumentClaims.anyReplaced(connection, space.name(), source))) {
            tally.lost(); // what tasks learned from either version says of which document, not of which version
        }
        SourceTasks.Found shown = procedures.tasks().of(space, sources);
        tally.add(shown);
        TakenBack taken = new TakenBack(space, source, sources, shown.since());
        return new Listing(taken, views.read(taken::items), seq);
    }

    private static List<List<String>> parts(List<String> items) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += PART) {
            parts.add(items.subList(from, Math.min(from + PART, items.size())));
        }
        return parts;
    }

    private void takeBack(TakenBack taken, List<String> items, UndoTally tally, Said said) throws InterruptedException {
        SourceItems gone = locks.holding(
                List.of(taken.space()),
                () -> documents.alone(() -> {
                    SourceItems part = views.read(connection -> SourceItems.among(connection, taken, items));
                    if (!part.isEmpty()) {
                        List<ActivityEvent> events =
                                new ArrayList<>(views.read(connection -> Revival.of(connection, taken, part)));
                        events.addAll(part.events(taken, said.reason(), said.by()));
                        log.awaitApplied(log.append(events).last(), APPLY_DEADLINE);
                    }
                    return part;
                }));
        tally.add(gone);
        metrics.erased(gone.only().size());
    }

    /** Whether there are facts of untrusted origin that were not there when it was listed what goes. */
    private boolean learnedSince(Space space, long seq) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return views.read(connection -> Sql.first(
                        connection,
                        "SELECT 1 FROM memory_facts f JOIN memory_statements m ON m.item = f.item"
                                + " WHERE f.space = ? AND m.trusted = 0 AND m.said > ? LIMIT 1",
                        row -> 1,
                        space.name(),
                        seq)
                .isPresent());
    }

    private record Listing(TakenBack taken, List<String> items, long seq) {}

    /** Who wanted it, and why. */
    private record Said(String reason, String by) {}

    /**
     * What was taken back, or would be.
     *
     * @param removed how many items nobody else said, and documents nobody else sent
     * @param kept how many facts others said too, and documents others sent
     * @param removedItems ids of the first hundred
     * @param keptItems likewise
     * @param procedures names of the learned ones that are retired, as a task that they were learned from had seen the source's words
     * @param whole whether it is known of all tasks that kept something if they had been shown the source; false when records that would
     *     tell were forgotten, expired or damaged, or are too many, when more was stored each time than was taken back, or when a document
     *     stays for a version that somebody else sent: then something of it may be left
     * @param seq a record up to which the log holds it
     */
    public record Undone(
            int removed,
            int kept,
            List<String> removedItems,
            List<String> keptItems,
            List<String> procedures,
            boolean whole,
            long seq) {
        public Undone {
            removedItems = List.copyOf(removedItems);
            keptItems = List.copyOf(keptItems);
            procedures = List.copyOf(procedures);
        }
    }
}
