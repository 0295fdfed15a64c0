package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Views;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The meters of knowledge bases. Thread-safe. */
final class KnowledgeMetrics {

    /** Codes that have a counter of their own; whatever else comes is counted as other. */
    private static final List<String> CODES = List.of(
            "broken",
            "document_too_large",
            "encrypted",
            "erased",
            "internal",
            "no_text",
            "original_lost",
            "quota_exceeded",
            "too_deep",
            "too_hard",
            "too_long",
            "too_many_parts",
            "too_slow",
            "unknown_type",
            "wrong_type",
            "other");

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final MeterRegistry registry;
    private final Timer ingestion;
    private final Map<String, Counter> refused = new TreeMap<>();
    private volatile Held held = new Held(Map.of(), System.nanoTime() - FRESH_NANOS);

    /** Registers all but the gauges. */
    KnowledgeMetrics(MeterRegistry registry) {
        this.registry = registry;
        ingestion = Timer.builder("walden.memory.documents.ingestion")
                .description("Time from taking a document up until its chunks were recorded.")
                .register(registry);
        for (String code : CODES) {
            refused.put(
                    code,
                    Counter.builder("walden.memory.documents.refused")
                            .description(
                                    "Documents that were not taken in, when they were sent, seen in the folder or read.")
                            .tag("code", code)
                            .register(registry));
        }
    }

    /** Registers what each knowledge base holds, in all spaces; NaN when the views cannot be read. */
    void watch(Views views, KnowledgeDomains domains) {
        for (KnowledgeDomain domain : domains.all()) {
            String name = domain.name();
            register(Gauge.builder("walden.memory.documents", () -> value(views, name, 0))
                    .description("Documents received and not removed.")
                    .tag("domain", name));
            register(Gauge.builder("walden.memory.documents.chunks", () -> value(views, name, 1))
                    .description("Parts of documents that can be recalled.")
                    .tag("domain", name));
            register(Gauge.builder("walden.memory.documents.size", () -> value(views, name, 2))
                    .description("Originals and text of documents.")
                    .baseUnit("bytes")
                    .tag("domain", name));
        }
    }

    private void register(Gauge.Builder<?> gauge) {
        gauge.register(registry);
    }

    private double value(Views views, String domain, int column) {
        try {
            Held now = held;
            if (System.nanoTime() - now.sinceNanos() >= FRESH_NANOS) {
                now = new Held(read(views), System.nanoTime());
                held = now;
            }
            return now.byDomain().getOrDefault(domain, List.of(0.0, 0.0, 0.0)).get(column);
        } catch (ActivityException.ViewFailed e) {
            return Double.NaN;
        }
    }

    private static Map<String, List<Double>> read(Views views) {
        Map<String, List<Double>> byDomain = new TreeMap<>();
        views.read(connection -> Sql.query(
                        connection,
                        """
                        SELECT domain, count(*), sum(chunks), sum(bytes + characters) FROM memory_documents
                          WHERE state <> 'removed' GROUP BY domain""",
                        row -> Map.entry(
                                row.getString(1), List.of(row.getDouble(2), row.getDouble(3), row.getDouble(4)))))
                .forEach(entry -> byDomain.put(entry.getKey(), entry.getValue()));
        return byDomain;
    }

    void ingested(Duration took) {
        ingestion.record(took);
    }

    void refused(String code) {
        Counter counter = refused.get(refused.containsKey(code) ? code : "other");
        if (counter != null) {
            counter.increment();
        }
    }

    private record Held(Map<String, List<Double>> byDomain, long sinceNanos) {}
}
