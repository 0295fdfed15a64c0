package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.DataFolder;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Views;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.plugin.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Memory's view of the log, its word index, and what others may ask of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MemoryProperties.class)
final class MemoryConfiguration {

    @Bean
    MemoryProjection memoryProjection() {
        return new MemoryProjection();
    }

    @Bean
    ForgottenTable forgottenTable() {
        return new ForgottenTable();
    }

    @Bean
    MemoryMetrics memoryMetrics(MeterRegistry meters) {
        return new MemoryMetrics(meters);
    }

    @Bean
    LexicalIndex wordIndex(Views views, MemoryProjection projection, DataFolder folder) {
        LexicalIndex index = new LexicalIndex(folder.resolve("views/lucene"), new IndexFeed(views));
        projection.onCommitted(index::follow);
        return index;
    }

    @Bean
    MemoryRuntime memoryRuntime(ActivityLog log, LexicalIndex index) {
        return new MemoryRuntime(log, index);
    }

    @Bean
    MemoryItems memoryItems(
            ActivityLog log, Views views, IdempotencyKeys keys, LexicalIndex index, MemoryMetrics metrics) {
        MemoryItems items = new MemoryItems(log, views, keys, metrics);
        metrics.watch(items::count, index::lag);
        return items;
    }

    @Bean
    LivingItems livingItems(Views views, MemoryProjection projection) {
        return new LivingItems(views, projection::changes);
    }

    @Bean
    MemorySearch memorySearch(
            ActivityLog log,
            LivingItems living,
            LexicalIndex index,
            MemoryProperties properties,
            MemoryMetrics metrics) {
        return new MemorySearch(log, living, index, properties.searchWait(), metrics);
    }

    @Bean
    EpisodicMemory episodicMemory(Views views) {
        return new EpisodicMemory(views);
    }

    @Bean
    ProcedureStatistics procedureStatistics(Views views) {
        return new ProcedureStatistics(views);
    }

    @Bean
    TaskMemory taskMemory(ActivityLog log, Views views, MemorySearch search, MemoryProperties properties) {
        WorkingMemory working = new WorkingMemory(views, properties.turnTokens());
        return new RecallingMemory(log, views, search, working, properties.recallTokens());
    }

    /** Like the two below it finds memory when it is called: tools are looked at before the log opens. */
    @Bean
    Tool rememberTool(ObjectProvider<MemoryItems> items) {
        return new RememberTool(items::getObject);
    }

    @Bean
    Tool recallTool(ObjectProvider<MemorySearch> search) {
        return new RecallTool(search::getObject);
    }

    @Bean
    Tool forgetTool(ObjectProvider<MemoryItems> items, ObjectProvider<MemorySearch> search) {
        return new ForgetTool(items::getObject, search::getObject);
    }
}
