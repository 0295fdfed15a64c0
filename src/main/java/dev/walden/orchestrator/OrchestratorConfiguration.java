package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Projection;
import dev.walden.activity.TaskExpiry;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import dev.walden.memory.TaskMemory;
import dev.walden.memory.UpkeepBudget;
import dev.walden.plugin.Tool;
import dev.walden.reasoning.Budget;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.tools.Remedies;
import dev.walden.tools.Toolbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
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
            Critic critic,
            MeterRegistry registry) {
        return new Orchestrator(properties, recorded, means.judgedBy(critic), new OrchestratorMetrics(registry));
    }

    @Bean
    Orchestrator.Recorded orchestratorRecorded(ActivityLog log, Views views, IdempotencyKeys idempotencyKeys) {
        return new Orchestrator.Recorded(log, views, idempotencyKeys);
    }

    @Bean
    Orchestrator.Tools orchestratorTools(Toolbox toolbox, Remedies remedies) {
        return new Orchestrator.Tools(toolbox, remedies);
    }

    @Bean
    Orchestrator.Means orchestratorMeans(
            ReasoningGateway gateway, Budget budget, Orchestrator.Tools tools, TaskMemory memory, InstantSource clock) {
        return new Orchestrator.Means(gateway, budget, tools.toolbox(), memory, clock, Critic.NOBODY, tools.remedies());
    }

    /** Needs no log: whether its engine is there is looked at before that opens. */
    @Bean
    Critic critic(OrchestratorProperties properties, ReasoningGateway gateway) {
        String engine = properties.critique().engine();
        if (engine == null || engine.isBlank()) {
            return new Critic(properties.critique().asRule(), null);
        }
        if (!gateway.has(engine)) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.orchestrator.critique.engine",
                    engine,
                    "There is no engine of this name. Configured are: " + String.join(", ", gateway.engines())
                            + ". Add walden.reasoning.engines." + engine
                            + ", name one of these, or leave it out for each task's own.");
        }
        return new Critic(properties.critique().asRule(), engine);
    }

    @Bean
    TaskService taskService(Orchestrator orchestrator) {
        return orchestrator.service();
    }

    @Bean
    CallAttachments callAttachments(TaskService tasks, ByteStore bytes) {
        return new CallAttachments(tasks, bytes);
    }

    @Bean
    Spending spending(Orchestrator orchestrator) {
        return orchestrator.spending();
    }

    @Bean
    UpkeepBudget upkeepBudget(Orchestrator orchestrator) {
        return orchestrator.upkeepBudget();
    }

    @Bean
    TaskEngine taskEngine(Orchestrator orchestrator) {
        return orchestrator.engine();
    }
}
