package dev.walden.memory;

import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which summary stands for which episodes. An episode has one at most. */
final class SummaryTable {

    /** In place of who stored an item. */
    static final String SOURCE = "summary";

    private SummaryTable() {}

    /**
     * Adds a summary, unless one of its episodes has one or was forgotten: then it means nothing, and its words are to leave the log
     * as well.
     */
    static void add(Connection views, Changes changes, RecordedEvent entry, SessionSummarized event)
            throws SQLException {
        List<String> tasks =
                event.tasks().stream().map(TaskId::value).distinct().toList();
        if (tasks.isEmpty() || unsummarized(views, event.space().name(), tasks) < tasks.size()) {
            ForgottenTable.addRecord(views, entry.seq(), entry.seq());
            return;
        }
        ItemTable.add(
                views,
                changes.totals(),
                entry,
                ItemTable.NewRow.said(entry, ItemKind.SUMMARY, item(event, tasks.size())));
        for (TaskId task : event.tasks()) {
            Erasure.link(views, event.item(), task);
            Sql.update(views, "UPDATE memory_episodes SET summary = ? WHERE task = ?", event.item(), task.value());
            note(views, task.value(), metadata -> Traits.summarized(metadata, event.item()), entry.seq());
        }
    }

    /**
     * An episode is forgotten: the summary that quotes it falls, and the others count again by themselves.
     *
     * @return the tasks whose answers rest on the summary
     */
    static List<String> fall(Connection views, Changes changes, String task, long seq) throws SQLException {
        Optional<String> summary = Sql.first(
                views,
                "SELECT summary FROM memory_episodes WHERE task = ? AND summary IS NOT NULL",
                row -> row.getString(1),
                task);
        if (summary.isEmpty()) {
            return List.of();
        }
        List<String> resting = Sql.query(
                views,
                "SELECT task FROM memory_origins WHERE item = ?1"
                        + " AND task NOT IN (SELECT task FROM memory_episodes WHERE summary = ?1) ORDER BY task",
                row -> row.getString(1),
                summary.get());
        if (!ItemTable.isErased(views, summary.get())) {
            ItemTable.blank(views, changes.totals(), ItemKind.SUMMARY, summary.get(), seq);
            ForgottenTable.addItem(views, seq, summary.get());
        }
        Sql.update(views, "UPDATE memory_items SET erased = 1 WHERE id = ? AND erased = 2", summary.get());
        List<String> tasks = Sql.query(
                views,
                "SELECT task FROM memory_episodes WHERE summary = ? ORDER BY seq",
                row -> row.getString(1),
                summary.get());
        Sql.update(views, "UPDATE memory_episodes SET summary = NULL WHERE summary = ?", summary.get());
        for (String of : tasks) {
            note(views, of, Traits::unsummarized, seq);
        }
        return resting;
    }

    /** How many of these episodes live and have no summary. */
    private static long unsummarized(Connection views, String space, List<String> tasks) throws SQLException {
        List<Object> values = new ArrayList<>(tasks);
        values.add(space);
        return Sql.first(
                        views,
                        "SELECT count(*) FROM memory_episodes e JOIN memory_items i ON i.id = 'e' || substr(e.task, 2)"
                                + " WHERE e.task IN " + Sql.list(tasks.size())
                                + " AND e.space = ? AND e.summary IS NULL AND i.erased = 0",
                        row -> row.getLong(1),
                        values.toArray())
                .orElse(0L);
    }

    private static void note(Connection views, String task, UnaryOperator<Map<String, String>> change, long seq)
            throws SQLException {
        String id = ItemIds.ofEpisode(new TaskId(task));
        for (MemoryItem item : ItemTable.living(views, List.of(id))) {
            ItemTable.note(views, id, change.apply(item.metadata()), seq);
        }
    }

    private static StoredItem item(SessionSummarized event, int episodes) {
        return new StoredItem(
                event.item(),
                event.space(),
                event.text(),
                event.session(),
                null,
                null,
                List.of(),
                event.until(),
                Map.of("episodes", Integer.toString(episodes)),
                event.trusted(),
                SOURCE);
    }
}
