package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.Space;
import dev.walden.activity.TwoLooks;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what memory is to keep no longer: part by part, each durable before the next, so a process that is killed forgets nothing twice
 * and goes on with the rest. What is forgotten does not come back, so the clock is asked twice, see {@link TwoLooks}; after each start
 * anew. Confined to its thread.
 */
final class ForgettingByAge {

    private static final Logger LOG = LoggerFactory.getLogger(ForgettingByAge.class);
    /** Times as long as a part took: it takes a fifth of one processor at most. */
    private static final int REST = 4;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);

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
        looks.begun().ifPresent(this::warn);
        if (time.isEmpty()) {
            return 0;
        }
        UpkeepAttempts attempts = new UpkeepAttempts(metrics);
        int forgotten = 0;
        for (OldItems kind : kinds) {
            forgotten += forget(kind, time.get(), rest, attempts);
        }
        looks.again();
        return forgotten;
    }

    private void warn(Instant now) {
        for (OldItems kind : kinds) {
            OldItems.Part part = views.read(connection -> kind.after(connection, kind.limit(connection, now), 0));
            if (part.size() > 0) {
                LOG.atWarn()
                        .addKeyValue("kind", kind.kind().code())
                        .addKeyValue("items", part.size())
                        .addKeyValue("atLeast", !part.last())
                        .addKeyValue("at", now.plus(looks.apart()))
                        .addKeyValue("clock", now)
                        .log("too old items will be forgotten");
            }
        }
    }

    private int forget(OldItems kind, Instant now, Upkeep.Rest rest, UpkeepAttempts attempts)
            throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE); // also what was just forgotten of another kind
        OldItems.Limit limit = views.read(connection -> kind.limit(connection, now));
        int forgotten = 0;
        try {
            OldItems.Part part;
            long row = 0;
            do {
                long from = row;
                part = views.read(connection -> kind.after(connection, limit, from));
                for (Map.Entry<String, List<String>> old : part.ids().entrySet()) {
                    long start = System.nanoTime();
                    forgotten += attempts.of(old.getKey(), () -> forget(kind, limit, old))
                            .orElse(0);
                    rest(rest, System.nanoTime() - start);
                }
                row = part.row();
            } while (!part.last());
        } finally {
            if (forgotten > 0) {
                LOG.atInfo()
                        .addKeyValue("kind", kind.kind().code())
                        .addKeyValue("items", forgotten)
                        .addKeyValue("keep", kind.keep())
                        .log("too old items forgotten");
            }
        }
        return forgotten;
    }

    private static void rest(Upkeep.Rest rest, long tookNanos) throws InterruptedException {
        if (rest.endsWithin(Duration.ofNanos(REST * tookNanos))) {
            throw new InterruptedException("Memory stops.");
        }
    }

    /** Nobody says a fact again meanwhile: it would be forgotten all the same. */
    private int forget(OldItems kind, OldItems.Limit limit, Map.Entry<String, List<String>> old)
            throws InterruptedException {
        Space space = new Space(old.getKey());
        return locks.holding(List.of(space), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            List<String> still = views.read(connection -> kind.still(connection, limit, old.getValue()));
            return items.erase(space, still, "older than " + kind.keep(), ContentErased.RETENTION)
                    .size();
        });
    }
}
