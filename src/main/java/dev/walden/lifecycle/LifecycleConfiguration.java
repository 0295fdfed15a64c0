package dev.walden.lifecycle;

import dev.walden.access.AccessControl;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityRuntime;
import dev.walden.activity.LogFailureListener;
import dev.walden.lifecycle.ServiceHealthIndicator.Check;
import dev.walden.lifecycle.WaldenParts.MemoryParts;
import dev.walden.lifecycle.WaldenParts.WorkParts;
import dev.walden.memory.KnowledgeRuntime;
import dev.walden.memory.MemoryRuntime;
import dev.walden.memory.ProcedureLearning;
import dev.walden.memory.SummaryWriter;
import dev.walden.memory.Upkeep;
import dev.walden.orchestrator.Critic;
import dev.walden.orchestrator.TaskEngine;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.tools.Toolbox;
import dev.walden.tools.ToolsRuntime;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

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
    static ConfigurationPropertiesBindHandlerAdvisor unknownProperties() {
        return UnknownProperties::new;
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    MemoryParts memoryParts(
            MemoryRuntime memory,
            KnowledgeRuntime knowledge,
            ProcedureLearning procedures,
            Upkeep upkeep,
            Upkeep forgetting) {
        return new MemoryParts(memory, knowledge, procedures, upkeep, forgetting);
    }

    @Bean
    WorkParts workParts(ToolsRuntime tools, TaskEngine tasks) {
        return new WorkParts(tools, tasks);
    }

    @Bean
    WaldenParts waldenParts(
            ActivityLog log, ActivityRuntime activity, AccessControl access, MemoryParts memory, WorkParts work) {
        return new WaldenParts(log, activity, access, memory, work);
    }

    @Bean
    Service service(
            WaldenParts walden,
            LifecycleProperties properties,
            LifecycleMetrics metrics,
            Environment environment,
            Optional<ServiceProcess> process) {
        var reason = new AtomicReference<>("signal");
        var parts = new ServiceParts(walden.inOrder(reason::get), properties.stopTimes());
        var service = new Service(parts, metrics, walden::recordStart, () -> addressIn(environment), reason);
        process.ifPresent(real -> {
            real.logQueue().whenFull(properties.logWhenFull());
            real.haltAfter(properties.wholeStop(), service::currentPart);
        });
        return service;
    }

    /**
     * Looks at all that can be wrong outside of the data folder before the log opens in it, so that a start which is refused for
     * its configuration or its port leaves the folder as it was, and no unfinished task goes on for a moment.
     */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> checksBeforeTheLogOpens(
            ListableBeanFactory beans) {
        return server -> {
            beans.getBeansWithAnnotation(ConfigurationProperties.class);
            beans.getBean(ReasoningGateway.class);
            beans.getBean(SummaryWriter.class);
            beans.getBean(Critic.class);
            beans.getBean(Toolbox.class);
            demandFree(new InetSocketAddress(server.getAddress(), server.getPort()));
        };
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
    ServiceHealthIndicator serviceHealthIndicator(Service service, WaldenParts walden, ToolsRuntime tools) {
        return new ServiceHealthIndicator(
                service::state,
                List.of(
                        new Check("log", true, walden::trouble),
                        new Check("damage", false, walden::damage),
                        new Check("storage", false, walden::shortage),
                        new Check("mcp", false, tools::trouble)));
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

    private static void demandFree(InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.bind(address);
        } catch (IOException refused) {
            PortInUseException.throwIfPortBindingException(refused, address::getPort);
            throw new InvalidConfigurationPropertyValueException(
                    "server.address",
                    address,
                    "Walden cannot listen there: " + refused.getMessage()
                            + ". Name an address of this machine and a port that this user may open.");
        }
    }

    private static String addressIn(Environment environment) {
        return environment.getProperty("server.address") + ":" + environment.getProperty("local.server.port");
    }
}
