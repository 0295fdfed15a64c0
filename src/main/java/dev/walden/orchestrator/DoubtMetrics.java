package dev.walden.orchestrator;

import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** What operators are told of calls in doubt: those that wait for a person, and how others were settled. */
final class DoubtMetrics {

    private final MeterRegistry registry;

    DoubtMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Resolution resolution : Resolution.values()) {
            settlements(resolution, "person");
        }
        settlements(Resolution.SUCCEEDED, ToolCallSettled.BY_PROBE);
        settlements(Resolution.RETRY, ToolCallSettled.BY_PROBE);
        settlements(Resolution.FAILED, ToolCallSettled.BY_COMPENSATION);
    }

    void watch(Dispatcher dispatcher, InstantSource clock) {
        Gauge.builder(
                        "walden.orchestrator.in.doubt",
                        dispatcher,
                        open -> waiting(open).count())
                .description("Tool calls that wait for a person to say what became of them")
                .register(registry);
        Gauge.builder(
                        "walden.orchestrator.in.doubt.oldest.seconds",
                        dispatcher,
                        open -> waiting(open)
                                .min(Comparator.naturalOrder())
                                .map(begun ->
                                        Duration.between(begun, clock.instant()).toMillis() / 1_000.0)
                                .orElse(0.0))
                .description("How long ago the oldest of these calls was begun; zero when there is none")
                .register(registry);
    }

    void settled(ToolCallSettled settled) {
        settlements(settled.resolution(), settled.byMachine() ? settled.settledBy() : "person")
                .increment();
    }

    /** When the calls were begun that wait; one that is being looked into waits for nobody. */
    private static Stream<Instant> waiting(Dispatcher open) {
        return open.all().stream()
                .filter(task -> task.kind() == StateKind.IN_DOUBT || task.kind() == StateKind.PAUSED)
                .flatMap(task -> task.atHand().stream())
                .filter(snapshot -> snapshot.state().unpaused() instanceof TaskState.InDoubt)
                .flatMap(snapshot -> snapshot.state().batch().stream()
                        .flatMap(batch -> Doubts.of(batch).stream())
                        .map(doubt -> DoubtViews.startOf(snapshot, doubt)));
    }

    private Counter settlements(Resolution resolution, String by) {
        return Counter.builder("walden.orchestrator.settlements")
                .description("Tool calls in doubt that were settled, by what became of them and who found out")
                .tag("resolution", resolution.name().toLowerCase(Locale.ROOT))
                .tag("by", by)
                .register(registry);
    }
}
