package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ToolCallFinished;
import dev.walden.activity.TaskEvent.ToolCallStarted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the words from outside came from that a task was shown: tools, the addresses they were called with, what recalled items came
 * from, and the tasks whose answers it was shown, with what those had been shown. Read from the tasks' records when one keeps a fact; of
 * a task that saw nothing from outside, nothing is read.
 */
record Provenance(ActivityLog log, Views views, Supplier<Optional<TaskRecords>> tasks) {

    /** A task of more records is looked at from behind. */
    private static final int MOST_RECORDS = 2_000;

    /** Of so many the records are read; of others only their ids are known. */
    private static final int MOST_TASKS = 20;

    private static final int MOST_SOURCES = 64;
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_ADDRESS_CHARS = 500;

    /**
     * Sees all that the task has done: a source that is missed could not be taken back. Of the tasks before it the oldest come first, as
     * they brought in what made the later ones untrusted.
     */
    List<String> seenBy(TaskId task) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        Set<String> sources = new LinkedHashSet<>();
        Deque<TaskId> toRead = new ArrayDeque<>();
        if (!views.read(connection -> isTrusted(connection, task))) {
            toRead.push(task);
        }
        for (int left = MOST_TASKS; left > 0 && !toRead.isEmpty(); left--) {
            for (String source : shownTo(toRead.pop())) {
                if (sources.add(source)) {
                    Erasure.task(source).ifPresent(toRead::push);
                }
            }
        }
        return sources.stream()
                .sorted(Comparator.comparing(source -> Erasure.task(source).isPresent()))
                .limit(MOST_SOURCES)
                .sorted()
                .toList();
    }

    /** Of one that left the table since, it is not known. */
    private static boolean isTrusted(Connection views, TaskId task) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_tasks WHERE task = ? AND trusted = 1", row -> 1, task.value())
                .isPresent();
    }

    /** Tasks of the session among it stand in the end, the oldest last. */
    private Set<String> shownTo(TaskId task) {
        Set<String> sources = new LinkedHashSet<>();
        Map<String, ToolCallStarted> calls = new HashMap<>();
        for (RecordedEvent entry : log.read(views.read(connection -> records(connection, task)))) {
            for (RecordedEvent part : entry.parts()) {
                switch (part.event()) {
                    case ToolCallStarted started -> calls.put(started.call(), started);
                    case ToolCallFinished finished
                    when !finished.trusted() ->
                        Optional.ofNullable(calls.get(finished.call())).ifPresent(call -> add(sources, call));
                    case ContextGathered gathered ->
                        sources.addAll(views.read(connection -> ofContext(connection, gathered)));
                    default -> {}
                }
            }
        }
        return sources;
    }

    private List<Long> records(Connection views, TaskId task) throws SQLException {
        Optional<TaskRecords> known = tasks.get();
        List<Long> all = known.isPresent() ? known.get().soFar(task, views) : List.of();
        return all.subList(Math.max(0, all.size() - MOST_RECORDS), all.size());
    }

    private static void add(Set<String> sources, ToolCallStarted call) {
        sources.add("tool:" + call.tool());
        if (call.arguments().get("url") instanceof String url && url.length() <= MAX_ADDRESS_CHARS) {
            sources.add("url:" + url);
        }
    }

    private static List<String> ofContext(Connection views, ContextGathered gathered) throws SQLException {
        List<String> sources = ofItems(views, gathered.items());
        List<Long> turns = new ArrayList<>(gathered.turns());
        turns.addAll(EarlierTurns.records(gathered.earlier()));
        TaskTable.untrusted(views, turns).reversed().forEach(task -> sources.add("task:" + task));
        return sources;
    }

    /** Of those that are not trusted: what they came from, and not who brought them. */
    private static List<String> ofItems(Connection views, List<String> items) throws SQLException {
        List<String> sources = new ArrayList<>();
        if (!items.isEmpty()) {
            Object[] ids = items.toArray();
            String in = " WHERE i.trusted = 0 AND i.id IN " + Sql.list(items.size());
            sources.addAll(Sql.query(
                    views,
                    "SELECT s.source FROM memory_items i JOIN memory_statements m ON m.item = i.id"
                            + " JOIN memory_sources s ON s.item = m.item AND s.said = m.said" + in,
                    row -> row.getString(1),
                    ids));
            sources.addAll(Sql.query(
                    views,
                    "SELECT CASE i.kind WHEN 'document' THEN 'document:' || i.session ELSE i.source END FROM memory_items i"
                            + in,
                    row -> row.getString(1),
                    ids));
            sources.addAll(Sql.query(
                    views,
                    "SELECT 'task:' || e.task FROM memory_items i JOIN memory_episodes e ON e.summary = i.id" + in,
                    row -> row.getString(1),
                    ids));
        }
        sources.removeIf(source -> source.startsWith("key:") || source.equals(SummaryTable.SOURCE));
        return sources;
    }
}
