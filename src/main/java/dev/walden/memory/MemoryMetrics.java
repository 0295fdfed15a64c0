package dev.walden.memory;

import dev.walden.activity.ActivityException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The meters of memory. Thread-safe. */
final class MemoryMetrics {

    private final MeterRegistry registry;
    private final Timer search;
    private final Counter behind;
    private final Counter erased;
    private final Counter summarized;
    private final Counter quotedInstead;
    private final Map<UpkeepWork, Counter> upkeepFailures = new EnumMap<>(UpkeepWork.class);
    private final Map<VectorUse, Counter> vectors = new EnumMap<>(VectorUse.class);
    private final JunkMetrics junk;

    /** Registers all but the gauges. */
    MemoryMetrics(MeterRegistry registry) {
        this.registry = registry;
        search = Timer.builder("walden.memory.search")
                .description("Time of one search, with waiting for what was just acknowledged.")
                .register(registry);
        behind = Counter.builder("walden.memory.searches.behind")
                .description("Searches answered before all that was acknowledged could be found.")
                .register(registry);
        erased = Counter.builder("walden.memory.erased.items")
                .description("Items erased by requests and tool calls.")
                .register(registry);
        summarized = Counter.builder("walden.memory.summarized.episodes")
                .description("Older episodes that got a summary.")
                .register(registry);
        quotedInstead = Counter.builder("walden.memory.summaries.fallbacks")
                .description("Summaries that quote, as the engine that was to write them gave no usable words.")
                .register(registry);
        for (UpkeepWork work : UpkeepWork.values()) {
            upkeepFailures.put(
                    work,
                    Counter.builder("walden.memory.upkeep.failures")
                            .description("Parts of spaces that the upkeep left out, as they failed.")
                            .tag("work", work.code())
                            .register(registry));
        }
        for (VectorUse use : VectorUse.values()) {
            vectors.put(
                    use,
                    Counter.builder("walden.memory.searches.vectors")
                            .description("Searches by what became of the vectors: used, off, none yet, or late.")
                            .tag("use", use.code())
                            .register(registry));
        }
        junk = new JunkMetrics(registry);
    }

    /** Registers gauges of what memory holds by kind, NaN when its views cannot be read. */
    void watchItems(ToLongFunction<ItemKind> items) {
        for (ItemKind kind : ItemKind.values()) {
            Gauge.builder("walden.memory.items", () -> countOrUnknown(items, kind))
                    .description("Items that can be recalled.")
                    .tag("kind", kind.code())
                    .register(registry);
        }
    }

    /** Registers gauges of how many records the indexes are behind. */
    void watchIndexes(Supplier<Number> indexLag, Supplier<Number> vectorLag) {
        Gauge.builder("walden.memory.index.lag", indexLag)
                .description("Records that searches do not see yet.")
                .baseUnit("records")
                .register(registry);
        Gauge.builder("walden.memory.vectors.lag", vectorLag)
                .description("Records whose items wait for vectors.")
                .baseUnit("records")
                .register(registry);
    }

    /** Registers a counter of vectors that were computed. The registry holds weakly what it asks, so that is no lambda. */
    void watchVectors(Meaning meaning) {
        FunctionCounter.builder("walden.memory.vectors.computed", meaning, Meaning::computed)
                .description(
                        "Vectors of texts computed since the start; a text of which an item has one is not computed again.")
                .register(registry);
    }

    /** Registers gauges of learned procedures by state, NaN when the views cannot be read. */
    void watchLearned(ToLongFunction<LearnedState> learned) {
        for (LearnedState state : LearnedState.values()) {
            Gauge.builder("walden.memory.procedures.learned", () -> countOrUnknown(learned, state))
                    .description("Procedures that were learned from tasks, of all spaces.")
                    .tag("state", state.code())
                    .register(registry);
        }
    }

    /** A start that is refused tells all metrics, and may have no views yet. */
    private static <T> double countOrUnknown(ToLongFunction<T> counts, T kind) {
        try {
            return counts.applyAsLong(kind);
        } catch (ActivityException.ViewFailed e) {
            return Double.NaN;
        }
    }

    void searched(Duration took, boolean sawAll, VectorUse use) {
        search.record(took);
        Counter used = vectors.get(use);
        if (used != null) {
            used.increment();
        }
        if (!sawAll) {
            behind.increment();
        }
    }

    void summarized(int episodes) {
        summarized.increment(episodes);
    }

    void quotedInstead() {
        quotedInstead.increment();
    }

    void upkeepFailed(UpkeepWork work) {
        Counter failures = upkeepFailures.get(work);
        if (failures != null) {
            failures.increment();
        }
    }

    void erased(int items) {
        erased.increment(items);
    }

    void audited(JunkAudit.Report report) {
        junk.audited(report);
    }

    void merged(int facts) {
        junk.merged(facts);
    }

    void weighed(int weight, int facts) {
        junk.weighed(weight, facts);
    }

    /** A round of the upkeep came to its end. */
    void keptInOrder(Instant begun, Duration took) {
        junk.keptInOrder(begun, took);
    }
}
