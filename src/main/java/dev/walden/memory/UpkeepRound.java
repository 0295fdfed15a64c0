package dev.walden.memory;

import dev.walden.activity.MemoryEvent.FactsWeighed;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One look through the facts of all spaces: those that say the same count as one from then on, those of no use count less, and what an
 * audit finds is counted. It goes in small parts and rests between two of them, so that it takes a fifth of one processor at most. What it
 * decides is recorded before the next part. Confined to its thread.
 */
final class UpkeepRound {

    /** As long as the API has it unless it is told otherwise. */
    private static final Duration OLD = Duration.ofDays(90);

    private static final int REST = 4;

    private final Views views;
    private final InstantSource clock;
    private final Merging merging;
    private final Weighing weighing;
    private final JunkAudit audit;
    private final MemoryMetrics metrics;

    UpkeepRound(
            Views views,
            InstantSource clock,
            Merging merging,
            Weighing weighing,
            JunkAudit audit,
            MemoryMetrics metrics) {
        this.views = views;
        this.clock = clock;
        this.merging = merging;
        this.weighing = weighing;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** Looks through all spaces, unless it is time to end; tells whether it came to its end. */
    boolean run(Upkeep.Rest rest) throws InterruptedException {
        Instant begun = clock.instant();
        String name = "";
        while (true) {
            String last = name;
            Optional<Space> space = views.read(connection -> FactStretch.spaceAfter(connection, last));
            if (space.isEmpty()) {
                metrics.keptInOrder(begun, Duration.between(begun, clock.instant()));
                return true;
            }
            if (!lookThrough(space.get(), rest)) {
                return false;
            }
            name = space.get().name();
        }
    }

    private boolean lookThrough(Space space, Upkeep.Rest rest) throws InterruptedException {
        JunkTally tally = new JunkTally(space, clock.instant(), 0, OLD);
        Optional<FactStretch> next = views.read(connection -> FactStretch.first(connection, space));
        while (next.isPresent()) {
            long start = System.nanoTime();
            next = lookAt(next.get(), tally);
            if (rest.endsWithin(Duration.ofNanos(REST * (System.nanoTime() - start)))) {
                return false;
            }
        }
        audit.found(tally.report(true));
        return true;
    }

    private Optional<FactStretch> lookAt(FactStretch stretch, JunkTally tally) throws InterruptedException {
        Instant now = clock.instant();
        metrics.merged(merging.merge(stretch, now));
        for (FactsWeighed one : weighing.weigh(stretch, now)) {
            metrics.weighed(one.weight(), one.items().size());
        }
        return views.read(connection -> {
            tally.add(connection, stretch);
            return stretch.next(connection);
        });
    }
}
