package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TableDump;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskSource;
import dev.walden.activity.ToolCallEvent;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.OrchestratorViews;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables hold the same however many events a transaction has, and whether it was tried before. */
class TransactionsTest {

    private static final int TASKS = 600;
    /** So few that some keep no longer what they began with. */
    private static final int SESSIONS = 3;

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 100, 1_000_000})
    void anyNumberOfEventsToATransactionGivesTheSameTables(int size) throws SQLException {
        for (int seed = 1; seed <= 3; seed++) {
            List<RecordedEvent> events = new Life(new Random(seed)).events();

            assertThat(tables(events, size, false)).as("seed %d", seed).isEqualTo(tables(events, 1, false));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void aTransactionThatWasRolledBackBeforeGivesTheSameTables(int size) throws SQLException {
        List<RecordedEvent> events = new Life(new Random(4)).events();

        assertThat(tables(events, size, true)).isEqualTo(tables(events, 1, false));
    }

    private static SortedMap<String, List<String>> tables(List<RecordedEvent> events, int size, boolean twice)
            throws SQLException {
        List<Projection> projections = List.of(OrchestratorViews.projection(), new MemoryProjection());
        try (Connection views = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = views.createStatement()) {
            for (Projection projection : projections) {
                projection.createTables(views);
            }
            for (int from = 0; from < events.size(); from += size) {
                List<RecordedEvent> transaction = events.subList(from, Math.min(events.size(), from + size));
                statement.execute("begin");
                if (twice) {
                    apply(transaction, projections, views);
                    statement.execute("rollback");
                    projections.forEach(Projection::rolledBack);
                    statement.execute("begin");
                }
                apply(transaction, projections, views);
                statement.execute("commit");
            }
            return dump(views);
        }
    }

    private static void apply(List<RecordedEvent> transaction, List<Projection> projections, Connection views)
            throws SQLException {
        for (RecordedEvent event : transaction) {
            for (Projection projection : projections) {
                projection.apply(event, views);
            }
        }
        for (Projection projection : projections) {
            projection.flush(views);
        }
    }

    private static SortedMap<String, List<String>> dump(Connection views) throws SQLException {
        SortedMap<String, List<String>> tables = new TreeMap<>();
        try (Statement statement = views.createStatement();
                ResultSet names = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (names.next()) {
                tables.put(names.getString(1), TableDump.of(views, names.getString(1)));
            }
        }
        assertThat(tables.get("memory_tasks")).hasSizeBetween(SESSIONS * TaskTable.KEPT_A_SESSION, TASKS - 50);
        assertThat(tables.get("memory_forgotten")).isNotEmpty();
        assertThat(tables.get("task_expiry")).isNotEmpty();
        assertThat(tables.get("memory_learned"))
                .anyMatch(row -> row.contains("retired"))
                .anyMatch(row -> row.contains("approved"));
        assertThat(tables.get("memory_contradictions")).anyMatch(row -> row.contains("merged"));
        assertThat(tables.get("memory_documents")).isNotEmpty();
        return tables;
    }

    /** Tasks that overlap, distrust each other, are forgotten and end again. */
    private static final class Life {

        private final RandomGenerator random;
        private final List<RecordedEvent> events = new ArrayList<>();
        private final List<TaskId> open = new ArrayList<>();
        private final List<TaskId> ended = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private final List<String> items = new ArrayList<>();
        private final Map<String, Long> documents = new TreeMap<>();
        private final Map<TaskId, String> sessions =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

        Life(RandomGenerator random) {
            this.random = random;
        }

        List<RecordedEvent> events() {
            for (int begun = 0; begun < TASKS || !open.isEmpty(); ) {
                if (begun < TASKS && (open.isEmpty() || random.nextInt(10) < 3)) {
                    submit(TaskId.random(random));
                    begun++;
                } else {
                    step(open.get(random.nextInt(open.size())));
                    learn();
                    read();
                    keepHouse();
                }
            }
            return events;
        }

        private void submit(TaskId task) {
            String session = random.nextInt(10) == 0 ? task.value() : "s" + random.nextInt(SESSIONS);
            sessions.put(task, session);
            open.add(task);
            add(new TaskEvent.TaskSubmitted(
                    task,
                    Space.DEFAULT,
                    session,
                    "input of " + task,
                    null,
                    new TaskLimits(50, 200, 1_000, Duration.ofHours(1)),
                    Map.of(),
                    "k1",
                    null,
                    null,
                    null,
                    null));
        }

        private void step(TaskId task) {
            switch (random.nextInt(8)) {
                case 0 -> add(new TaskEvent.TaskStarted(task));
                case 1 -> add(new TaskEvent.ContextGathered(task, someItems(), someEnds()));
                case 2 -> finish(task, random.nextInt(8) > 0);
                case 3 -> store(random.nextBoolean() ? "key:k1" : "task:" + task + "/c1");
                case 4 -> erase();
                default -> end(task);
            }
        }

        private void finish(TaskId task, boolean trusted) {
            add(new ToolCallEvent.ToolCallFinished(
                    task, "c1", ToolCallEvent.ToolCallOutcome.SUCCEEDED, "found", trusted, Duration.ofMillis(3)));
        }

        private void store(String source) {
            String id = ItemIds.ofToolCall("item " + items.size());
            items.add(id);
            add(new MemoryEvent.FactStored(new StoredItem(
                    id, Space.DEFAULT, "fact " + id, null, null, null, List.of(), null, Map.of(), true, source)));
        }

        /** What is decided about facts. */
        private void learn() {
            if (items.size() < 2 || random.nextInt(4) > 0) {
                return;
            }
            String one = someItems().getFirst();
            Instant since = Instant.ofEpochSecond(random.nextInt(1 + events.size()));
            String source = "key:k" + random.nextInt(3);
            add(
                    switch (random.nextInt(7)) {
                        case 0 -> claimed(since, source);
                        case 1 ->
                            new MemoryEvent.FactConfirmed(
                                    Space.DEFAULT,
                                    one,
                                    source,
                                    List.of("document:d" + random.nextInt(3)),
                                    random.nextBoolean(),
                                    random.nextBoolean() ? since : null);
                        case 2 ->
                            new MemoryEvent.FactSuperseded(Space.DEFAULT, someItems(), one, since, "same-attribute");
                        case 3 -> new MemoryEvent.FactDisputed(Space.DEFAULT, one, someItems(), "negated");
                        case 4 -> new MemoryEvent.FactsMerged(Space.DEFAULT, one, someItems());
                        case 5 -> new MemoryEvent.FactsWeighed(Space.DEFAULT, someItems(), random.nextInt(3) * 50);
                        default ->
                            random.nextInt(6) > 0
                                    ? claimed(since, source)
                                    : new MemoryEvent.SourceUndone(
                                            Space.DEFAULT, source, someItems(), List.of(one), "wrong", "key:k1");
                    });
        }

        private MemoryEvent claimed(Instant since, String source) {
            String id = ItemIds.ofToolCall("item " + items.size());
            items.add(id);
            Claim claim = new Claim("ada", "home", since, null, List.of("document:d" + random.nextInt(3)));
            return new MemoryEvent.FactStored(
                    new StoredItem(
                            id,
                            Space.DEFAULT,
                            "Ada lives in house " + random.nextInt(5),
                            null,
                            null,
                            null,
                            List.of(),
                            null,
                            Map.of(),
                            random.nextBoolean(),
                            source),
                    claim);
        }

        /** A document comes, is read, or is not, and goes. */
        private void read() {
            if (random.nextInt(8) > 0) {
                return;
            }
            String id = "d" + random.nextInt(5);
            long received = documents.getOrDefault(id, 0L);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    documents.put(id, events.size() + 1L);
                    add(new MemoryEvent.DocumentReceived(
                            id,
                            Space.DEFAULT,
                            "code",
                            id + ".md",
                            null,
                            "%064d".formatted(random.nextInt(3)),
                            null,
                            "key:k" + random.nextInt(3),
                            List.of()));
                }
                case 2, 3 ->
                    add(new MemoryEvent.DocumentIngested(
                            id,
                            Space.DEFAULT,
                            received,
                            id + ".md",
                            id,
                            "One part.",
                            "c" + id + random.nextInt(3) + " 0 9 0\n",
                            "\n",
                            1));
                case 4 -> add(new MemoryEvent.DocumentRefused(id, Space.DEFAULT, received, "broken", "It is damaged."));
                default -> add(new MemoryEvent.DocumentRemoved(id, Space.DEFAULT, "The file is gone."));
            }
        }

        private void erase() {
            if (!items.isEmpty() && random.nextInt(4) == 0) {
                String by = random.nextBoolean() ? "key:k1" : MemoryEvent.ContentErased.RETENTION;
                add(new MemoryEvent.ContentErased(Space.DEFAULT, someItems(), "asked", by));
            } else if (!ended.isEmpty() && random.nextInt(4) == 0) {
                TaskId forgotten = ended.get(random.nextInt(ended.size()));
                String by = random.nextBoolean() ? "key:k1" : MemoryEvent.ContentErased.RETENTION;
                add(new MemoryEvent.ContentErased(Space.DEFAULT, List.of(ItemIds.ofEpisode(forgotten)), "asked", by));
            }
        }

        private void end(TaskId task) {
            open.remove(task);
            ends.add(events.size() + 1L);
            add(endOf(task));
            if (random.nextInt(20) == 0) { // as a broken service would
                end(task);
            } else {
                ended.add(task);
                add(new MemoryEvent.EpisodeRecorded(
                        task,
                        Space.DEFAULT,
                        sessions.getOrDefault(task, ""),
                        "completed",
                        random.nextBoolean() ? List.of("read_file") : List.of(),
                        null,
                        Duration.ofMillis(12),
                        random.nextInt(3) == 0 ? List.of("p" + random.nextInt(20)) : List.of(),
                        List.of(),
                        TokenUsage.ZERO,
                        Cost.NONE));
            }
        }

        private void learnProcedure() {
            String name = "p" + random.nextInt(20);
            switch (random.nextInt(3)) {
                case 0 ->
                    add(new MemoryEvent.ProcedureLearned(
                            name,
                            Space.DEFAULT,
                            "goal",
                            List.of(),
                            List.of(),
                            List.of(ended.get(random.nextInt(ended.size()))),
                            random.nextBoolean()));
                case 1 ->
                    add(new MemoryEvent.ProcedureDecided(
                            Space.DEFAULT, name, random.nextInt(4) > 0 ? "approved" : "rejected", "key:k1"));
                default -> add(new MemoryEvent.ProcedureRetired(Space.DEFAULT, name, "failed-twice"));
            }
        }

        private TaskEvent endOf(TaskId task) {
            return switch (random.nextInt(6)) {
                case 0 -> new TaskEvent.TaskCancelled(task, "no more");
                case 1 -> new TaskEvent.TaskFailed(task, "stuck", "in circles", random.nextBoolean() ? "so far" : null);
                case 2 ->
                    new TaskEvent.TaskCompleted(
                            task,
                            "output of " + task,
                            someItems().stream()
                                    .map(item -> new TaskSource(item, "fact", 1))
                                    .toList());
                default -> new TaskEvent.TaskCompleted(task, "output of " + task, List.of());
            };
        }

        /** What the service does about older records. */
        private void keepHouse() {
            if (!ended.isEmpty() && random.nextInt(20) == 0) {
                learnProcedure();
            }
            long through = events.size() - 100L;
            if (through > 0 && random.nextInt(60) == 0) {
                add(
                        random.nextBoolean()
                                ? new ServiceEvent.WordsErased(through, 1)
                                : new ServiceEvent.TasksExpired(1, through));
            }
        }

        private List<String> someItems() {
            return items.isEmpty() ? List.of() : List.of(items.get(random.nextInt(items.size())));
        }

        private List<Long> someEnds() {
            return ends.isEmpty() ? List.of() : List.of(ends.get(random.nextInt(ends.size())));
        }

        private void add(ActivityEvent event) {
            long seq = events.size() + 1L;
            events.add(new RecordedEvent(seq, Instant.ofEpochSecond(seq), event));
        }
    }
}
