package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Projection;
import dev.walden.activity.TaskExpiry;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.Tool;
import dev.walden.reasoning.Budget;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.tools.Toolbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the task machine together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrchestratorProperties.class)
final class OrchestratorConfiguration {

    @Bean
    Projection taskProjection() {
        return new TaskProjection();
    }

    @Bean
    Projection toolsProjection() {
        return new ToolsProjection();
    }

    @Bean
    TaskRecords taskRecords() {
        return new EndedTaskRecords();
    }

    @Bean
    TaskExpiry taskExpiry() {
        return new ExpiredTasks();
    }

    @Bean
    Tool askUserTool() {
        return AskUserTool.tool();
    }

    @Bean
    Tool planTool() {
        return PlanTool.tool();
    }

    @Bean
    Tool readBlobTool() {
        return ReadBlobTool.tool();
    }

    @Bean
    Tool delegateTool() {
        return DelegateTool.tool();
    }

    @Bean
    Orchestrator orchestrator(
            OrchestratorProperties properties,
            Orchestrator.Recorded recorded,
            Orchestrator.Means means,
            MeterRegistry registry) {
        return new Orchestrator(properties, recorded, means, new OrchestratorMetrics(registry));
    }

    @Bean
    Orchestrator.Recorded orchestratorRecorded(ActivityLog log, Views views, IdempotencyKeys idempotencyKeys) {
        return new Orchestrator.Recorded(log, views, idempotencyKeys);
    }

    @Bean
    Orchestrator.Means orchestratorMeans(
            ReasoningGateway gateway, Budget budget, Toolbox toolbox, TaskMemory memory, InstantSource clock) {
        return new Orchestrator.Means(gateway, budget, toolbox, memory, clock);
    }

    @Bean
    TaskService taskService(Orchestrator orchestrator) {
        return orchestrator.service();
    }

    @Bean
    Spending spending(Orchestrator orchestrator) {
        return orchestrator.spending();
    }

    @Bean
    TaskEngine taskEngine(Orchestrator orchestrator) {
        return orchestrator.engine();
    }
}
