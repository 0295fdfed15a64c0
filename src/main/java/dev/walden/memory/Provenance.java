package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ToolCallFinished;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Where the words from outside came from that a task was shown: tools, the addresses they were called with, and what recalled items came
 * from. Read from the task's records when it keeps a fact; of a task that saw nothing from outside, nothing is read.
 */
record Provenance(ActivityLog log, Views views, Supplier<Optional<TaskRecords>> tasks) {

    /** A task of more records is looked at from behind. */
    private static final int MOST_RECORDS = 2_000;

    private static final int MOST_SOURCES = 32;
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_ADDRESS_CHARS = 500;

    /** Sees all that the task has done: a source that is missed could not be taken back. */
    List<String> seenBy(TaskId task) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        List<Long> seqs = views.read(connection -> records(connection, task));
        Set<String> sources = new TreeSet<>();
        Map<String, ToolCall> calls = new HashMap<>();
        for (RecordedEvent entry : log.read(seqs)) {
            switch (entry.event()) {
                case ReasoningFinished finished
                when finished.reply() instanceof Reply.UseTools(var _, var asked) ->
                    asked.forEach(call -> calls.put(call.id(), call));
                case ToolCallFinished finished
                when !finished.trusted() ->
                    Optional.ofNullable(calls.get(finished.call())).ifPresent(call -> add(sources, call));
                case ContextGathered gathered ->
                    sources.addAll(views.read(connection -> ofItems(connection, gathered.items())));
                default -> {}
            }
        }
        return sources.stream().limit(MOST_SOURCES).toList();
    }

    private List<Long> records(Connection views, TaskId task) throws SQLException {
        boolean distrusted = Sql.first(
                        views, "SELECT 1 FROM memory_tasks WHERE task = ? AND trusted = 0", row -> 1, task.value())
                .isPresent();
        Optional<TaskRecords> known = tasks.get();
        if (!distrusted || known.isEmpty()) {
            return List.of();
        }
        List<Long> all = known.get().soFar(task, views);
        return all.subList(Math.max(0, all.size() - MOST_RECORDS), all.size());
    }

    private static void add(Set<String> sources, ToolCall call) {
        sources.add("tool:" + call.tool());
        if (call.arguments().get("url") instanceof String url && url.length() <= MAX_ADDRESS_CHARS) {
            sources.add("url:" + url);
        }
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
