package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes back everything that was learned from one source. Thread-safe. What nobody else said is erased, what others said too stays
 * without this source, facts that its facts ended are true again, and procedures that were learned from tasks which had
 * seen its words are retired. Interrupted, it has taken back a part; done again, it goes on, and
 * finds nothing when all is gone. What comes from the source afterwards is learned again.
 */
public final class Undoing {

    /** What one record takes back. */
    private static final int PART = 250;

    private static final int MOST_EXAMPLES = 100;
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
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        List<ProcedureRetired> retired = procedures.of(space, source);
        SourceItems all = views.read(connection -> SourceItems.of(connection, space, source));
        return undone(all, retired, log.durable());
    }

    /**
     * Does it; what was done is durable.
     *
     * @param source {@code key:ID}, {@code task:ID}, {@code document:ID}, {@code tool:NAME}, {@code url:ADDRESS} or {@code person:NAME}
     * @param reason for people
     * @param by {@code key:ID}
     */
    public Undone undo(Space space, String source, String reason, String by) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        List<ProcedureRetired> retired = procedures.of(space, source); // takes its time, and nobody else needs to wait
        return locks.holding(
                List.of(space),
                () -> documents.alone(() -> {
                    SourceItems all = views.read(connection -> SourceItems.of(connection, space, source));
                    for (SourceItems part : parts(all, !retired.isEmpty())) {
                        MemoryEvent.SourceUndone event =
                                new MemoryEvent.SourceUndone(space, source, part.only(), part.shared(), reason, by);
                        List<ActivityEvent> events = new ArrayList<>(List.of(event));
                        events.addAll(views.read(connection -> Revival.of(connection, space, part, source)));
                        log.awaitApplied(log.append(events).last(), APPLY_DEADLINE);
                        metrics.erased(part.only().size());
                    }
                    if (!retired.isEmpty()) {
                        log.awaitApplied(log.append(retired).last(), APPLY_DEADLINE);
                    }
                    return undone(all, retired, log.durable());
                }));
    }

    /** With procedures alone, too, there is a record of who undid it and why. */
    private static List<SourceItems> parts(SourceItems all, boolean atLeastOne) {
        List<SourceItems> parts = all.parts(PART);
        return parts.isEmpty() && atLeastOne ? List.of(all) : parts;
    }

    private static Undone undone(SourceItems all, List<ProcedureRetired> retired, long seq) {
        return new Undone(
                all.only().size(),
                all.shared().size(),
                all.only().stream().limit(MOST_EXAMPLES).toList(),
                all.shared().stream().limit(MOST_EXAMPLES).toList(),
                retired.stream().map(ProcedureRetired::name).toList(),
                seq);
    }

    /**
     * What was taken back, or would be.
     *
     * @param removed how many items nobody else said
     * @param kept how many facts others said too
     * @param removedItems ids of the first hundred
     * @param keptItems likewise
     * @param procedures names of the learned ones that are retired, as a task that they were learned from had seen the source's words
     * @param seq a record up to which the log holds it
     */
    public record Undone(
            int removed,
            int kept,
            List<String> removedItems,
            List<String> keptItems,
            List<String> procedures,
            long seq) {
        public Undone {
            removedItems = List.copyOf(removedItems);
            keptItems = List.copyOf(keptItems);
            procedures = List.copyOf(procedures);
        }
    }
}
