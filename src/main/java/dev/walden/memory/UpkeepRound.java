package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One look through the facts of all spaces: those that say the same count as one from then on, those of no use count less, and what an
 * audit finds is counted. It goes in small parts and rests between two of them, so that it takes a fifth of one processor at most. What it
 * decides is recorded before the next part. What fails in a part is left out, and the rest has its turn. Confined to its thread.
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
        UpkeepAttempts attempts = new UpkeepAttempts(UpkeepWork.UPKEEP, metrics);
        String name = "";
        while (true) {
            String last = name;
            Optional<String> next = views.read(connection -> FactStretch.spaceAfter(connection, last));
            if (next.isEmpty()) {
                metrics.keptInOrder(begun, Duration.between(begun, clock.instant()));
                return true;
            }
            name = next.get();
            Optional<Space> space = Space.parse(name);
            if (space.isEmpty()) {
                attempts.failed(name, new IllegalStateException("Facts are in a space that cannot be."));
            } else if (!attempts.of(name, () -> lookThrough(space.get(), rest, attempts))
                    .orElse(true)) {
                return false;
            }
        }
    }

    private boolean lookThrough(Space space, Upkeep.Rest rest, UpkeepAttempts attempts) throws InterruptedException {
        JunkTally tally = new JunkTally(space, clock.instant(), 0, OLD);
        boolean whole = true;
        Optional<FactStretch> next = views.read(connection -> FactStretch.first(connection, space));
        while (next.isPresent()) {
            long start = System.nanoTime();
            FactStretch stretch = next.get();
            whole &= lookAt(stretch, tally, attempts);
            next = views.read(stretch::next);
            if (rest.endsWithin(Duration.ofNanos(REST * (System.nanoTime() - start)))) {
                return false;
            }
        }
        audit.found(tally.report(whole));
        return true;
    }

    /** Whether its audit was whole. */
    private boolean lookAt(FactStretch stretch, JunkTally tally, UpkeepAttempts attempts) throws InterruptedException {
        Instant now = clock.instant();
        String space = stretch.space().name();
        attempts.of(space, () -> merging.merge(stretch, now, attempts)).ifPresent(metrics::merged);
        attempts.of(space, () -> weighing.weigh(stretch, now))
                .ifPresent(all -> all.forEach(
                        one -> metrics.weighed(one.weight(), one.items().size())));
        return attempts.of(
                        space,
                        () -> views.read(connection -> {
                            tally.add(connection, stretch);
                            return true;
                        }))
                .isPresent();
    }
}
