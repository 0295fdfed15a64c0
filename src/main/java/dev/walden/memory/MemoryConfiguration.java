package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.DataFolder;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Space;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.TwoLooks;
import dev.walden.activity.Views;
import dev.walden.memory.knowledge.DocumentReader;
import dev.walden.memory.knowledge.ParserProcess;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.memory.procedure.SkillFolder;
import dev.walden.outbound.GuardedHttpClient;
import dev.walden.reasoning.ReasoningGateway;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Memory's view of the log, its word index, and what others may ask of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MemoryProperties.class)
final class MemoryConfiguration {

    /** How late a skill may be offered, or no longer; one that is used is looked at each time. */
    private static final Duration SKILLS_FRESH = Duration.ofSeconds(1);

    /** A log full of old episodes is summarized in an hour or two, while tasks have the disk. */
    private static final Duration SUMMARY_PAUSE = Duration.ofMillis(100);

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
    MemoryRuntime memoryRuntime(DocumentRecords records, LexicalIndex index, Meaning meaning, MemoryMetrics metrics) {
        metrics.watchIndexes(index::lag, meaning::lag);
        metrics.watchVectors(meaning);
        HalfDecisions half = new HalfDecisions(records.log(), records.views(), records.writes());
        return new MemoryRuntime(records.log(), index, meaning, half);
    }

    @Bean
    SpaceLocks spaceLocks() {
        return new SpaceLocks();
    }

    @Bean
    Learning learning(ActivityLog log, Views views, SpaceLocks locks) {
        return new Learning(log, views, InstantSource.system(), locks);
    }

    @Bean
    ShownSources shownSources(ActivityLog log, Views views, ObjectProvider<TaskRecords> tasks) {
        return new ShownSources(log, views, () -> Optional.ofNullable(tasks.getIfAvailable()));
    }

    @Bean
    Provenance provenance(ShownSources shown) {
        return new Provenance(shown);
    }

    @Bean
    JunkAudit junkAudit(Views views, MemoryMetrics metrics) {
        return new JunkAudit(views, InstantSource.system(), metrics);
    }

    /** Needs no log: whether its engine is there is looked at before that opens. */
    @Bean
    SummaryWriter summaryWriter(
            ObjectProvider<ReasoningGateway> gateway,
            ObjectProvider<UpkeepCalls> calls,
            MemoryMetrics metrics,
            MemoryProperties properties) {
        Optional<SummaryEngine> engine = Optional.ofNullable(
                        properties.episodes().summaryEngine())
                .filter(name -> !name.isBlank())
                .map(name -> summaryEngine(name, gateway.getObject(), calls::getObject));
        return new SummaryWriter(engine, metrics);
    }

    static SummaryEngine summaryEngine(String name, ReasoningGateway gateway, Supplier<UpkeepCalls> calls) {
        if (!gateway.has(name)) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.memory.episodes.summary-engine",
                    name,
                    "There is no engine of this name. Configured are: " + String.join(", ", gateway.engines())
                            + ". Add walden.reasoning.engines." + name
                            + ", name one of these, or leave it out for quotations.");
        }
        return new SummaryEngine(name, gateway, SummaryEngine.DEADLINE, calls);
    }

    /** Where nothing runs tasks, nothing has a budget. */
    @Bean
    UpkeepCalls upkeepCalls(ActivityLog log, ObjectProvider<UpkeepBudget> budget) {
        return new UpkeepCalls(log, () -> budget.getIfAvailable(() -> UpkeepBudget.NONE));
    }

    @Bean
    EpisodeSummaries episodeSummaries(
            DocumentRecords records, SummaryWriter writer, MemoryMetrics metrics, MemoryProperties properties) {
        return new EpisodeSummaries(
                records.log(),
                records.views(),
                InstantSource.system(),
                properties.episodes().summarizeAfter(),
                SUMMARY_PAUSE,
                writer,
                metrics);
    }

    @Bean
    UpkeepRound upkeepRound(
            DocumentRecords records,
            SpaceLocks locks,
            JunkAudit audit,
            MemoryMetrics metrics,
            MemoryProperties properties) {
        ActivityLog log = records.log();
        Views views = records.views();
        Merging merging = new Merging(log, views, locks);
        Weighing weighing = new Weighing(log, views, locks, properties.upkeep().fading());
        return new UpkeepRound(views, InstantSource.system(), merging, weighing, audit, metrics);
    }

    @Bean
    Upkeep upkeep(UpkeepRound facts, EpisodeSummaries episodes, MemoryProperties properties) {
        return new Upkeep(
                UpkeepWork.UPKEEP,
                List.of(facts::run, episodes::round),
                properties.upkeep().interval());
    }

    /** Beside the upkeep, which may be off, or rest for long. */
    @Bean
    Upkeep forgetting(
            DocumentRecords records,
            SpaceLocks locks,
            MemoryItems items,
            MemoryMetrics metrics,
            MemoryProperties properties) {
        RetentionProperties keep = properties.retention();
        TwoLooks looks = new TwoLooks(InstantSource.system(), System::nanoTime, RetentionProperties.LOOKS_APART);
        ForgettingByAge tooOld =
                new ForgettingByAge(records.log(), records.views(), locks, items, keep.kinds(), looks, metrics);
        Duration interval = keep.interval(properties.upkeep().interval());
        return new Upkeep(UpkeepWork.FORGETTING, List.of(tooOld::round), interval);
    }

    @Bean
    Undoing undoing(
            DocumentRecords documents,
            SpaceLocks locks,
            LearnedProcedures learned,
            ShownSources shown,
            MemoryMetrics metrics) {
        SourceProcedures procedures = new SourceProcedures(documents.views(), learned, new SourceTasks(shown));
        return new Undoing(documents.log(), documents.views(), locks, documents.writes(), procedures, metrics);
    }

    @Bean
    MemoryItems memoryItems(DocumentRecords documents, Learning learning, IdempotencyKeys keys, MemoryMetrics metrics) {
        MemoryItems items =
                new MemoryItems(documents.log(), documents.views(), keys, learning, documents.writes(), metrics);
        metrics.watchItems(items::count);
        return items;
    }

    @Bean
    DocumentRecords documentRecords(ActivityLog log, Views views, ByteStore bytes) {
        return new DocumentRecords(log, views, bytes, new DocumentWrites(log, views));
    }

    @Bean
    KnowledgeDomains knowledgeDomains(MemoryProperties properties) {
        return new KnowledgeDomains(properties.knowledge().domains());
    }

    @Bean
    KnowledgeMetrics knowledgeMetrics(MeterRegistry meters, Views views, KnowledgeDomains domains) {
        KnowledgeMetrics metrics = new KnowledgeMetrics(meters);
        metrics.watch(views, domains);
        return metrics;
    }

    @Bean
    Ingestion ingestion(
            DocumentRecords records, KnowledgeDomains domains, KnowledgeMetrics metrics, MemoryProperties properties) {
        KnowledgeProperties knowledge = properties.knowledge();
        DocumentReader reader =
                new DocumentReader(new ParserProcess(knowledge.readingDeadline()), knowledge.maxCharacters());
        return new Ingestion(records, reader, domains, metrics);
    }

    @Bean
    KnowledgeBases knowledgeBases(
            DocumentRecords records,
            KnowledgeDomains domains,
            Ingestion ingestion,
            KnowledgeMetrics metrics,
            MemoryProperties properties) {
        long most = properties.knowledge().maxUpload().toBytes();
        return new KnowledgeBases(records, domains, ingestion, metrics, most);
    }

    @Bean
    DocumentVectors documentVectors(Views views, Meaning meaning) {
        return new DocumentVectors(views, meaning::applied);
    }

    @Bean
    DocumentParts documentParts(LivingItems living) {
        return new DocumentParts(living);
    }

    @Bean
    FetchedDocument fetchedDocument(GuardedHttpClient client, MemoryProperties properties) {
        return new FetchedDocument(client, properties.knowledge().maxUpload().toBytes());
    }

    @Bean
    WatchedFolder watchedFolder(
            DataFolder folder, KnowledgeBases bases, DocumentRecords records, MemoryProperties properties) {
        KnowledgeProperties knowledge = properties.knowledge();
        return new WatchedFolder(
                folder.resolve("knowledge"),
                new Space(knowledge.folderSpace()),
                knowledge.folderInterval(),
                bases,
                records.views());
    }

    @Bean
    KnowledgeRuntime knowledgeRuntime(Ingestion ingestion, WatchedFolder folder) {
        return new KnowledgeRuntime(ingestion, folder);
    }

    @Bean
    LivingItems livingItems(Views views, MemoryProjection projection) {
        return new LivingItems(views, projection::changes);
    }

    @Bean
    Retrieval retrieval(LexicalIndex index, Meaning meaning, MemoryProperties properties) {
        return new Retrieval(
                index,
                meaning,
                properties.recallDeadline(),
                InstantSource.system(),
                properties.episodes().timeZone());
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
    RoutedSearch routedSearch(MemorySearch search, KnowledgeDomains domains) {
        return new RoutedSearch(search, domains);
    }

    @Bean
    EpisodicMemory episodicMemory(Views views, MemoryProjection projection, MemoryProperties properties) {
        EpisodeProperties episodes = properties.episodes();
        return new EpisodicMemory(
                views,
                new RecentEpisodes(
                        views,
                        projection::episodes,
                        projection::changes,
                        episodes.recent(),
                        episodes.recentSize().toBytes()),
                episodes.timeZone());
    }

    @Bean
    ProcedureStatistics procedureStatistics(Views views) {
        return new ProcedureStatistics(views);
    }

    @Bean
    TaskMemory taskMemory(
            DocumentRecords kept, RoutedSearch search, Procedures procedures, RuleBook rules, MemoryProperties sizes) {
        WorkingMemory working = new WorkingMemory(kept.views(), sizes.turnTokens());
        return new RecallingMemory(kept.log(), kept.views(), search, working, procedures, rules, sizes.recallTokens());
    }

    @Bean
    RuleBook ruleBook(ActivityLog log, Views views) {
        return new RuleBook(log, views);
    }

    @Bean
    SkillFolder skillFolder(DataFolder folder) {
        return new SkillFolder(folder.resolve("skills"), SKILLS_FRESH);
    }

    @Bean
    LearnedProcedures learnedProcedures(ActivityLog log, Views views, SpaceLocks locks, MemoryMetrics metrics) {
        LearnedProcedures learned = new LearnedProcedures(log, views, locks);
        metrics.watchLearned(learned::count);
        return learned;
    }

    @Bean
    Procedures procedures(
            Views views,
            SkillFolder skills,
            LearnedProcedures learned,
            MemoryProjection projection,
            MemoryProperties properties) {
        return new Procedures(
                skills,
                new ApprovedProcedures(views, learned, projection.procedures(), properties.learnedProcedures()));
    }

    @Bean
    Proposals proposals(
            DocumentRecords records,
            LearnedProcedures learned,
            SkillFolder skills,
            ShownSources shown,
            MemoryProperties properties) {
        RunReader reader = new RunReader(records.log(), records.views(), shown.tasks());
        return new Proposals(
                records.log(),
                records.views(),
                learned,
                new Examples(reader, shown),
                new ProcedureNames(records.views(), skills),
                properties.learnedProcedures(),
                properties.learnedAfter());
    }

    @Bean
    ProcedureLearning procedureLearning(
            ActivityLog log,
            Views views,
            MemoryProjection projection,
            Proposals proposals,
            MemoryProperties properties) {
        return new ProcedureLearning(log, views, projection.procedures(), proposals, properties.learnedProcedures());
    }
}
