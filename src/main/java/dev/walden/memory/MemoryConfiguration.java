package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.DataFolder;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Views;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.plugin.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
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
    Meaning meaning(Views views, MemoryProjection projection, DataFolder folder, MemoryProperties properties) {
        Meaning meaning = properties
                .model()
                .map(model -> Meaning.of(
                        model, folder.resolve("views"), new IndexFeed(views), properties.recallProcessorShare()))
                .orElseGet(Meaning::none);
        projection.onCommitted((seq, _) -> meaning.follow(seq));
        return meaning;
    }

    @Bean
    MemoryRuntime memoryRuntime(
            ActivityLog log, LexicalIndex index, Meaning meaning, MemoryItems items, MemoryMetrics metrics) {
        metrics.watch(items::count, index::lag, meaning::lag);
        return new MemoryRuntime(log, index, meaning);
    }

    @Bean
    MemoryItems memoryItems(ActivityLog log, Views views, IdempotencyKeys keys, MemoryMetrics metrics) {
        return new MemoryItems(log, views, keys, metrics);
    }

    @Bean
    LivingItems livingItems(Views views, MemoryProjection projection) {
        return new LivingItems(views, projection::changes);
    }

    @Bean
    Retrieval retrieval(LexicalIndex index, Meaning meaning, MemoryProperties properties) {
        return new Retrieval(index, meaning, properties.recallDeadline(), new Recency(InstantSource.system()));
    }

    @Bean
    MemorySearch memorySearch(
            ActivityLog log,
            LivingItems living,
            Retrieval retrieval,
            MemoryProperties properties,
            MemoryMetrics metrics) {
        return new MemorySearch(log, living, retrieval, properties.searchWait(), metrics);
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
