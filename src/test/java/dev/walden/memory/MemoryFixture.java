package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityFixture;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskSource;
import dev.walden.activity.Views;
import dev.walden.memory.embedding.EmbeddingModel;
import dev.walden.memory.feed.ItemFeed;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.memory.procedure.SkillFolder;
import dev.walden.plugin.ToolContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Memory on a log of a test, as the configuration puts it together; but searches wait for episodes too. */
final class MemoryFixture implements AutoCloseable {

    static final Space SPACE = new Space("test");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final TaskLimits LIMITS = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));

    private final Path home;
    private final BiFunction<Path, ItemFeed, Meaning> meanings;
    private final ActivityFixture activity;
    private final Random random = new Random(7);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryMetrics metrics = new MemoryMetrics(meters);
    private final AtomicReference<MemoryProjection> projection = new AtomicReference<>();
    /** Of what is stored and searched; the log has its own. */
    private InstantSource clock = InstantSource.system();

    private final SpaceLocks locks = new SpaceLocks();
    private Parts parts;

    /** With what makes vectors, from the folder of the views and the feed of their items. */
    MemoryFixture(Path home, BiFunction<Path, ItemFeed, Meaning> meanings) {
        this.home = home;
        this.meanings = meanings;
        this.activity = ActivityFixture.open(home, (_, _) -> {
            projection.set(new MemoryProjection());
            return List.of(projection.get());
        });
        this.parts = start();
        metrics.watchItems(kind -> items().count(kind));
        metrics.watchIndexes(
                () -> index().lag(), () -> parts.running().meaning().lag());
    }

    /** By words only. */
    static MemoryFixture open(Path home) {
        return new MemoryFixture(home, (_, _) -> Meaning.none());
    }

    /** With the vectors of a model; searches wait for these as long as it takes. */
    static MemoryFixture open(Path home, EmbeddingModel model) {
        return new MemoryFixture(home, (views, feed) -> Meaning.of(model, views, feed, 1));
    }

    /** Waits until everything stored so far has its vector. */
    void awaitVectors() throws InterruptedException {
        long seq = activity.log().durable();
        activity.log().awaitApplied(seq, PATIENCE);
        if (!parts.running().meaning().awaitApplied(seq, Duration.ofMinutes(5))) {
            throw new IllegalStateException("Vectors did not come in five minutes.");
        }
    }

    Meaning meaning() {
        return parts.running().meaning();
    }

    MemoryItems items() {
        return parts.running().items();
    }

    Provenance provenance() {
        return new Provenance(UndoParts.shown(this));
    }

    Undoing undoing() {
        return undoing(activity.log());
    }

    /** On another face of the log. */
    Undoing undoing(ActivityLog log) {
        return UndoParts.undoing(this, log, locks, metrics);
    }

    /** Whose clock says another time. */
    UpkeepRound upkeep(InstantSource now, Fading fading) {
        return new UpkeepRound(
                activity.views(),
                now,
                new Merging(activity.log(), activity.views(), locks),
                new Weighing(activity.log(), activity.views(), locks, fading),
                new JunkAudit(activity.views(), now, metrics),
                metrics);
    }

    MemorySearch search() {
        return parts.search();
    }

    MemoryProjection projection() {
        return projection.get();
    }

    LexicalIndex index() {
        return parts.running().index();
    }

    RecallingMemory memory() {
        return parts.memory();
    }

    ActivityFixture activity() {
        return activity;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    /** The same log with views and index as they were. */
    void restart() {
        closeIndexes();
        activity.restart();
        parts = start();
    }

    /** The same log with nothing else. */
    void deleteViews() throws IOException {
        closeIndexes();
        activity.deleteViews();
        deleteIndexFiles();
        parts = start();
    }

    /** The same log and views, with something done to the index on disk. */
    void withIndexFiles(ThrowingConsumer<Path> damage) {
        closeIndexes();
        damage.accept(indexFolder());
        parts = start();
    }

    /** The same log and views without vectors. */
    void deleteVectors() throws IOException {
        closeIndexes();
        FileSystemUtils.deleteRecursively(home.resolve("views/vectors"));
        parts = start();
    }

    Path indexFolder() {
        return home.resolve("views/lucene");
    }

    void deleteIndexFiles() throws IOException {
        FileSystemUtils.deleteRecursively(indexFolder());
    }

    void setClock(InstantSource other) {
        parts.running().index().close();
        clock = other;
        parts = start();
    }

    static NewItem newFact(String text) {
        return newFact(SPACE, text);
    }

    /** Of those who decide about facts. */
    SpaceLocks locks() {
        return locks;
    }

    private static NewItem newFact(Space space, String text) {
        return new NewItem(ItemKind.FACT, space, text, null, null, null, List.of(), null, Map.of(), null);
    }

    String fact(Space space, String text) {
        return store(newFact(space, text));
    }

    String fact(String text) {
        return fact(SPACE, text);
    }

    String said(String session, @Nullable String speaker, String text) {
        return store(
                new NewItem(ItemKind.MESSAGE, SPACE, text, session, speaker, null, List.of(), null, Map.of(), null));
    }

    String store(NewItem item) {
        return store(item, "key:k");
    }

    String store(NewItem item, String by) {
        return store(List.of(item), by).getFirst();
    }

    List<String> store(List<NewItem> items, String by) {
        try {
            return items().store(items, by).ids();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<MemorySearch.Hit> hits(Space space, String query) throws InterruptedException {
        return search().search(MemoryQuery.of(space, query, 20)).hits();
    }

    List<String> texts(String query) throws InterruptedException {
        return hits(SPACE, query).stream().map(hit -> hit.item().text()).toList();
    }

    List<String> ids(String query) throws InterruptedException {
        return hits(SPACE, query).stream().map(hit -> hit.item().id()).toList();
    }

    TaskId newTask() {
        return TaskId.random(random);
    }

    /** A task from its submission to its episode. */
    TaskId task(String session, String input, String answer, List<String> sources) {
        TaskId task = submitted(session, input);
        completed(task, session, answer, sources);
        return task;
    }

    TaskId submitted(String session, String input) {
        TaskId task = newTask();
        append(asked(task, session, input));
        return task;
    }

    static TaskSubmitted asked(TaskId task, String session, String input) {
        return asked(SPACE, task, session, input);
    }

    static TaskSubmitted asked(Space space, TaskId task, String session, String input) {
        return new TaskSubmitted(task, space, session, input, null, LIMITS, Map.of(), "k", null, null, null, null);
    }

    /** A new task. */
    TaskSubmitted asked(String session, String input) {
        return asked(newTask(), session, input);
    }

    /** What a new task of the session is given. */
    TaskMemory.Context gather(String session, String input) throws InterruptedException {
        return memory().gather(asked(session, input));
    }

    void completed(TaskId task, String session, String answer, List<String> sources) {
        append(
                new TaskCompleted(
                        task,
                        answer,
                        sources.stream()
                                .map(id -> new TaskSource(id, "fact", 1))
                                .toList()),
                new EpisodeRecorded(task, SPACE, session, "completed", List.of("clock"), null, Duration.ofMillis(20)));
    }

    void append(ActivityEvent... events) {
        activity.append(events);
    }

    /** What was recorded of a kind. */
    <T extends ActivityEvent> List<T> events(Class<T> type) {
        long last = activity.log().durable();
        return activity.log().read(LongStream.rangeClosed(1, last).boxed().toList()).stream()
                .map(entry -> entry.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    ToolContext call(TaskId task, String session, String call) {
        return new ToolContext(task.value(), session, SPACE.name(), call, task + "/" + call, Instant.MAX);
    }

    @Override
    public void close() {
        closeIndexes();
        activity.close();
    }

    private void closeIndexes() {
        parts.running().close();
    }

    HalfDecisions halfDecisions() {
        return new HalfDecisions(
                activity.log(), activity.views(), new DocumentWrites(activity.log(), activity.views()));
    }

    private Parts start() {
        RunningMemory running = RunningMemory.start(
                new RunningMemory.Basis(activity, projection.get(), clock, locks, metrics),
                home.resolve("views"),
                meanings);
        MemorySearch search = running.searchOn(activity.log());
        return new Parts(running, search, memoryOn(activity.log(), running, search));
    }

    /** What tasks ask, on another face of the log. */
    RecallingMemory memoryOn(ActivityLog log) {
        return memoryOn(log, parts.running(), parts.running().searchOn(log));
    }

    private RecallingMemory memoryOn(ActivityLog log, RunningMemory running, MemorySearch search) {
        return new RecallingMemory(
                log,
                activity.views(),
                routed(search),
                new WorkingMemory(activity.views(), 4_000),
                procedures(LearnedMode.ASK),
                running.rules(),
                1_500);
    }

    /** The one that tasks are given rules by. */
    RuleBook rules() {
        return parts.running().rules();
    }

    Procedures procedures(LearnedMode mode) {
        return new Procedures(
                skills(),
                new ApprovedProcedures(
                        activity.views(), learned(), projection.get().procedures(), mode));
    }

    SkillFolder skills() {
        return new SkillFolder(home.resolve("skills"), Duration.ZERO);
    }

    LearnedProcedures learned() {
        return new LearnedProcedures(activity.log(), activity.views(), locks);
    }

    private static RoutedSearch routed(MemorySearch search) {
        return new RoutedSearch(search, new KnowledgeDomains(Map.of()));
    }

    /** That of the given age, by the fixture's clock. */
    EpisodeSummaries summaries(Duration age) {
        return summaries(age, Optional.empty());
    }

    /** The same, written by an engine. */
    EpisodeSummaries summaries(Duration age, Optional<SummaryEngine> engine) {
        MemoryMetrics counted = new MemoryMetrics(meters);
        SummaryWriter writer = new SummaryWriter(engine, counted);
        return new EpisodeSummaries(activity.log(), activity.views(), clock, age, Duration.ZERO, writer, counted);
    }

    EpisodicMemory episodes() {
        return new EpisodicMemory(activity.views(), recent(activity.views(), 3), ZoneOffset.UTC);
    }

    RecentEpisodes recent(Views views, int most) {
        return new RecentEpisodes(views, projection.get()::episodes, projection.get()::changes, most, 1L << 20);
    }

    RoutedSearch routed() {
        return routed(search());
    }

    private record Parts(RunningMemory running, MemorySearch search, RecallingMemory memory) {}
}
