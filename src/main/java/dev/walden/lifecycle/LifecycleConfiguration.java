package dev.walden.lifecycle;

import static dev.walden.lifecycle.LifecycleProperties.PART_DEADLINE;

import dev.walden.access.AccessControl;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityRuntime;
import dev.walden.activity.LogFailureListener;
import dev.walden.lifecycle.ServiceHealthIndicator.Check;
import dev.walden.memory.MemoryRuntime;
import dev.walden.orchestrator.TaskEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the modules' starts and stops in order. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LifecycleProperties.class)
final class LifecycleConfiguration {

    @Bean
    LifecycleMetrics lifecycleMetrics(MeterRegistry registry, Optional<ServiceProcess> process) {
        return new LifecycleMetrics(
                registry, () -> process.map(real -> real.logQueue().dropped()).orElse(0.0));
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    WaldenParts waldenParts(
            ActivityLog log, ActivityRuntime activity, AccessControl access, MemoryRuntime memory, TaskEngine tasks) {
        return new WaldenParts(log, activity, access, memory, tasks);
    }

    @Bean
    Service service(
            WaldenParts walden,
            LifecycleProperties properties,
            LifecycleMetrics metrics,
            Optional<ServiceProcess> process) {
        var reason = new AtomicReference<>("signal");
        var parts = new ServiceParts(walden.inOrder(reason::get), properties.stopDeadline(), PART_DEADLINE);
        var service = new Service(parts, metrics, walden::recordStart, reason);
        process.ifPresent(real -> {
            real.logQueue().whenFull(properties.logWhenFull());
            real.haltAfter(properties.wholeStop(), service::currentPart);
        });
        return service;
    }

    @Bean
    WaldenLifecycle foundation(Service service) {
        return WaldenLifecycle.foundation(service::start, service::stop);
    }

    @Bean
    WaldenLifecycle admission(Service service) {
        return WaldenLifecycle.admission(service::admit, service::drain);
    }

    @Bean
    ServiceHealthIndicator serviceHealthIndicator(Service service, WaldenParts walden) {
        return new ServiceHealthIndicator(service::state, List.of(new Check("log", walden::trouble)));
    }

    /** What was acknowledged is safe; what a failed disk would do to more is unknown, so the process ends. */
    @Bean
    LogFailureListener endWithTheLog(Optional<ServiceProcess> process) {
        return _ -> process.ifPresent(real -> real.exit(ExitCode.LOG_FAILED));
    }

    /** In a test there is no process to end, so the application alone is closed. */
    @Bean
    ShutdownRequest shutdownRequest(
            Service service, Optional<ServiceProcess> process, ConfigurableApplicationContext context) {
        return reason -> {
            service.stopBecause(reason);
            process.ifPresentOrElse(
                    real -> real.exit(ExitCode.OK),
                    () -> Thread.ofPlatform().name("exit").start(context::close));
        };
    }
}
