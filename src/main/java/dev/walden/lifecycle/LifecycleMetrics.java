package dev.walden.lifecycle;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of the process, and the last look at those of all modules. Thread-safe. */
final class LifecycleMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleMetrics.class);

    private final MeterRegistry registry;
    private final DoubleSupplier droppedLogLines; // kept: the registry itself only refers to it weakly

    /**
     * Registers all of them.
     *
     * @param droppedLogLines lost since the start
     */
    LifecycleMetrics(MeterRegistry registry, DoubleSupplier droppedLogLines) {
        this.registry = registry;
        this.droppedLogLines = droppedLogLines;
        FunctionCounter.builder("walden.lifecycle.log.dropped", this.droppedLogLines, DoubleSupplier::getAsDouble)
                .description("Log lines dropped because the queue before the console or file was full.")
                .baseUnit("lines")
                .register(registry);
    }

    /** Logs what the meters of Walden stand at, those at zero left out: the next scrape would find nobody. */
    void logSnapshot() {
        var line = LOG.atInfo();
        for (Map.Entry<String, Double> each : snapshot().entrySet()) {
            line = each.getValue() == 0 ? line : line.addKeyValue(each.getKey(), each.getValue());
        }
        line.log("metrics at stop");
    }

    Map<String, Double> snapshot() {
        Map<String, Double> values = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().getName().startsWith("walden.")) {
                meter.measure().forEach(each -> values.put(nameOf(meter.getId(), each), each.getValue()));
            }
        }
        return values;
    }

    private static String nameOf(Meter.Id id, Measurement measurement) {
        String tags = id.getTags().stream().map(LifecycleMetrics::text).collect(Collectors.joining(","));
        Statistic statistic = measurement.getStatistic();
        boolean single = statistic == Statistic.VALUE || id.getType() == Meter.Type.COUNTER;
        return id.getName()
                + (tags.isEmpty() ? "" : "{" + tags + "}")
                + (single ? "" : "." + statistic.getTagValueRepresentation());
    }

    private static String text(Tag tag) {
        return tag.getKey() + "=" + tag.getValue();
    }
}
