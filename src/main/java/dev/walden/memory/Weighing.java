package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.FactsWeighed;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Has facts count less, or wholly again, by the rules of {@link Fading}. Thread-safe; decides about a space while nobody else does, or
 * what is stated in that moment would fade at once.
 */
record Weighing(ActivityLog log, Views views, SpaceLocks locks, Fading fading) {

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    /** Does so in a stretch; what was decided is durable. */
    List<FactsWeighed> weigh(FactStretch stretch, Instant now) throws InterruptedException {
        if (wanted(stretch, now).isEmpty()) { // mostly; then nobody has to wait
            return List.of();
        }
        return locks.holding(List.of(stretch.space()), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            List<FactsWeighed> weighed = wanted(stretch, now);
            if (!weighed.isEmpty()) {
                log.awaitApplied(log.append(weighed).last(), APPLY_DEADLINE);
            }
            return weighed;
        });
    }

    private List<FactsWeighed> wanted(FactStretch stretch, Instant now) {
        return views.read(connection -> fading.of(connection, stretch, now));
    }
}
