package dev.walden.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether tasks are taken: the service is ready and nothing it stands on has failed. Thread-safe. */
final class ServiceHealthIndicator implements HealthIndicator {

    private final Supplier<ServiceState> state;
    private final List<Check> checks;

    ServiceHealthIndicator(Supplier<ServiceState> state, List<Check> checks) {
        this.state = state;
        this.checks = List.copyOf(checks);
    }

    /** Ready as long as no needed check has found trouble; the troubles are details for operators, the probe shows the status alone. */
    @Override
    public Health health() {
        ServiceState now = state.get();
        Health.Builder health = now == ServiceState.READY ? Health.up() : Health.outOfService();
        health.withDetail("state", now.toString());
        for (Check check : checks) {
            check.trouble().get().ifPresent(trouble -> report(check, trouble, health));
        }
        return health.build();
    }

    private static void report(Check check, String trouble, Health.Builder health) {
        health.withDetail(check.part(), trouble);
        if (check.needed()) {
            health.outOfService();
        }
    }

    /**
     * One thing the service stands on.
     *
     * @param needed whether no task can be taken while it does not hold
     * @param trouble a sentence while it does not hold; must not block
     */
    record Check(String part, boolean needed, Supplier<Optional<String>> trouble) {}
}
