package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.Space;
import dev.walden.activity.TwoLooks;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Forgets what memory is to keep no longer: part by part, each durable before the next, so a process that is killed forgets nothing twice
 * and goes on with the rest. What is forgotten does not come back, so the clock is asked twice, see {@link TwoLooks}; after each start
 * anew. Confined to its thread.
 */
final class ForgettingByAge {

    private static final Logger LOG = LoggerFactory.getLogger(ForgettingByAge.class);
    /** Times as long as a part took: it takes a fifth of one processor at most. */
    private static final int REST = 4;
    /** One in so many goes as a matter of course; more may be a surprise. */
    private static final int FEW = 10;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final SpaceLocks locks;
    private final MemoryItems items;
    private final List<OldItems> kinds;
    private final TwoLooks looks;
    private final MemoryMetrics metrics;

    ForgettingByAge(
            ActivityLog log,
            Views views,
            SpaceLocks locks,
            MemoryItems items,
            List<OldItems> kinds,
            TwoLooks looks,
            MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.locks = locks;
        this.items = items;
        this.kinds = List.copyOf(kinds);
        this.looks = looks;
        this.metrics = metrics;
    }

    /**
     * Forgets what is too old by a clock that can be trusted.
     *
     * @return how many items
     * @throws InterruptedException also when it is time to end; what was forgotten stays so
     */
    int round(Upkeep.Rest rest) throws InterruptedException {
        Optional<Instant> time = looks.look();
        Optional<Instant> begun = looks.begun();
        if (begun.isPresent()) {
            warn(begun.get(), rest);
        }
        if (time.isEmpty()) {
            return 0;
        }
        Failures failures = new Failures(new UpkeepAttempts(UpkeepWork.FORGETTING, metrics), new HashSet<>());
        int forgotten = 0;
        for (OldItems kind : kinds) {
            forgotten += forget(kind, time.get(), rest, failures);
        }
        looks.again();
        return forgotten;
    }

    private void warn(Instant now, Upkeep.Rest rest) throws InterruptedException {
        for (OldItems kind : kinds) {
            AtomicInteger old = new AtomicInteger();
            inParts(kind, now, rest, (_, part) -> old.addAndGet(part.size()));
            if (old.get() > 0) {
                warn(kind.kind(), old.get(), now);
            }
        }
    }

    private void warn(ItemKind kind, int old, Instant now) {
        long living = items.count(kind);
        LOG.atLevel((long) old * FEW < living ? Level.INFO : Level.WARN)
                .addKeyValue("kind", kind.code())
                .addKeyValue("items", old)
                .addKeyValue("of", living)
                .addKeyValue("at", now.plus(looks.apart()))
                .addKeyValue("clock", now)
                .log("too old items will be forgotten");
    }

    private int forget(OldItems kind, Instant now, Upkeep.Rest rest, Failures failures) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE); // also what was just forgotten of another kind
        AtomicInteger forgotten = new AtomicInteger();
        try {
            inParts(kind, now, rest, (limit, part) -> {
                for (Map.Entry<String, List<String>> old : part.ids().entrySet()) {
                    long start = System.nanoTime();
                    forgotten.addAndGet(failures.attempts()
                            .of(old.getKey(), () -> forget(kind, limit, old, failures))
                            .orElse(0));
                    rest(rest, System.nanoTime() - start);
                }
            });
        } finally {
            if (forgotten.get() > 0) {
                LOG.atInfo()
                        .addKeyValue("kind", kind.kind().code())
                        .addKeyValue("items", forgotten.get())
                        .addKeyValue("keep", kind.keep())
                        .log("too old items forgotten");
            }
        }
        return forgotten.get();
    }

    private void inParts(OldItems kind, Instant now, Upkeep.Rest rest, OnPart act) throws InterruptedException {
        OldItems.Limit limit = views.read(connection -> kind.limit(connection, now));
        OldItems.Part part;
        long row = 0;
        do {
            long from = row;
            long start = System.nanoTime();
            part = views.read(connection -> kind.after(connection, limit, from));
            long took = System.nanoTime() - start;
            act.with(limit, part);
            rest(rest, took);
            row = part.row();
        } while (!part.last());
    }

    private static void rest(Upkeep.Rest rest, long tookNanos) throws InterruptedException {
        if (rest.endsWithin(Duration.ofNanos(REST * tookNanos))) {
            throw new InterruptedException("Memory stops.");
        }
    }

    /** Nobody says a fact again meanwhile: it would be forgotten all the same. */
    private int forget(OldItems kind, OldItems.Limit limit, Map.Entry<String, List<String>> old, Failures failures)
            throws InterruptedException {
        Space space = new Space(old.getKey());
        if (kind.kind() != ItemKind.FACT) {
            return forget(kind, limit, space, old.getValue());
        }
        if (failures.busy().contains(space.name())) {
            return 0;
        }
        Optional<Integer> forgotten = locks.tryHolding(space, () -> forget(kind, limit, space, old.getValue()));
        if (forgotten.isEmpty()) {
            failures.busy().add(space.name());
            failures.attempts().failed(space.name(), new TimeoutException("Others store facts all the time."));
        }
        return forgotten.orElse(0);
    }

    private int forget(OldItems kind, OldItems.Limit limit, Space space, List<String> old) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        List<String> still = views.read(connection -> kind.still(connection, limit, old));
        return items.erase(space, still, "older than " + kind.keep(), ContentErased.RETENTION)
                .size();
    }

    /**
     * Of one round.
     *
     * @param busy spaces that others store facts in all the time, left for the next round
     */
    private record Failures(UpkeepAttempts attempts, Set<String> busy) {}

    /** What is done with the next of those that are too old. */
    @FunctionalInterface
    private interface OnPart {
        void with(OldItems.Limit limit, OldItems.Part part) throws InterruptedException;
    }
}
