package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

final class ServiceTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LifecycleMetrics metrics = new LifecycleMetrics(registry, () -> 3);
    private final List<ServiceState> statesAtDrain = new ArrayList<>();
    private final List<String> recorded = new ArrayList<>();
    private final AtomicReference<String> stopReason = new AtomicReference<>("signal");
    private final Service service =
            new Service(parts(), metrics, () -> recorded.add("started"), () -> "127.0.0.1:8080", stopReason);

    @Test
    void tasksAreTakenBetweenAdmissionAndDrain() {
        var health = new ServiceHealthIndicator(service::state, List.of());
        List<Status> seen = new ArrayList<>();

        service.start();
        seen.add(health.health().getStatus());
        service.admit();
        seen.add(health.health().getStatus());
        service.drain();
        seen.add(health.health().getStatus());

        assertThat(seen).containsExactly(Status.OUT_OF_SERVICE, Status.UP, Status.OUT_OF_SERVICE);
        assertThat(recorded).containsExactly("started");
        assertThat(statesAtDrain).containsExactly(ServiceState.DRAINING);
    }

    @Test
    void aFailedCheckTakesTheServiceOutAndSaysWhy() {
        var trouble = new ServiceHealthIndicator.Check("log", true, () -> Optional.of("No room in /srv."));
        var health = new ServiceHealthIndicator(() -> ServiceState.READY, List.of(trouble));

        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).contains(entry("log", "No room in /srv."));
    }

    @Test
    void aCheckThatNobodyNeedsForNewWorkIsADetailOnly() {
        var damage = new ServiceHealthIndicator.Check("damage", false, () -> Optional.of("Segment 1, line 7."));
        var health = new ServiceHealthIndicator(() -> ServiceState.READY, List.of(damage));

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).contains(entry("damage", "Segment 1, line 7."));
    }

    @Test
    void whoeverAsksForTheStopSaysWhy() {
        assertThat(stopReason).hasValue("signal");

        service.stopBecause("admin");

        assertThat(stopReason).hasValue("admin");
    }

    @Test
    void theSnapshotHoldsEveryMeterOfWaldenAndNoOther() {
        registry.counter("walden.tasks", "outcome", "completed").increment();
        Timer.builder("walden.step").register(registry).record(Duration.ofSeconds(2));
        registry.counter("jvm.something").increment();

        assertThat(metrics.snapshot())
                .containsOnly(
                        entry("walden.lifecycle.log.dropped", 3.0),
                        entry("walden.tasks{outcome=completed}", 1.0),
                        entry("walden.step.count", 1.0),
                        entry("walden.step.total", 2.0),
                        entry("walden.step.max", 2.0));
    }

    private ServiceParts parts() {
        ServicePart tasks = ServicePart.named("tasks").drainingBy(atMost -> noteState());
        return new ServiceParts(
                List.of(tasks), new StopTimes(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    private void noteState() {
        statesAtDrain.add(service.state());
    }
}
