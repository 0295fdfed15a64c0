package dev.walden.memory;

import dev.walden.activity.Space;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of what memory may be better without, and of the upkeep. Thread-safe. */
final class JunkMetrics {

    private static final double MILLIS = 1_000;

    /** What was found last, by space; those with nothing are not in it. Guarded by itself. */
    private final Map<Space, JunkAudit.Report> last = new HashMap<>();

    private final AtomicReference<Instant> ended = new AtomicReference<>(Instant.EPOCH);
    private final Timer rounds;
    private final Counter merged;
    private final Counter faded;
    private final Counter retired;
    private final Counter restored;

    JunkMetrics(MeterRegistry registry) {
        for (Finding finding : Finding.values()) {
            Gauge.builder("walden.memory.junk.facts", () -> found(finding))
                    .description("Facts that the last audits found, of all spaces.")
                    .tag("finding", finding.code())
                    .register(registry);
        }
        rounds = Timer.builder("walden.memory.upkeep.rounds")
                .description("Looks through the facts of all spaces, with their rests.")
                .register(registry);
        TimeGauge.builder("walden.memory.upkeep.last", () -> ended.get().toEpochMilli() / MILLIS, TimeUnit.SECONDS)
                .description(
                        "When the last look through all spaces began that came to its end, since 1970; 0 before the first.")
                .register(registry);
        merged = upkept(registry, "merged");
        faded = upkept(registry, "faded");
        retired = upkept(registry, "retired");
        restored = upkept(registry, "restored");
    }

    private static Counter upkept(MeterRegistry registry, String what) {
        return Counter.builder("walden.memory.upkeep.facts")
                .description(
                        "Facts that count as another one, count less, are not found any more, or count wholly again.")
                .tag("what", what)
                .register(registry);
    }

    private long found(Finding finding) {
        synchronized (last) {
            return last.values().stream()
                    .mapToLong(report -> report.count(finding))
                    .sum();
        }
    }

    void audited(JunkAudit.Report report) {
        boolean any = report.found().values().stream().anyMatch(found -> found.count() > 0);
        synchronized (last) {
            if (any) {
                last.put(report.space(), report.withoutExamples());
            } else {
                last.remove(report.space());
            }
        }
    }

    void merged(int facts) {
        merged.increment(facts);
    }

    void weighed(int weight, int facts) {
        Counter counter = weight == MemoryItem.WHOLE ? restored : weight == 0 ? retired : faded;
        counter.increment(facts);
    }

    /** A round of the upkeep audits all spaces that have facts: of others nothing is left. */
    void keptInOrder(Instant begun, Duration took) {
        synchronized (last) {
            last.values().removeIf(report -> report.at().isBefore(begun));
        }
        ended.set(begun);
        rounds.record(took);
    }
}
