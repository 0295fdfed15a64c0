package dev.walden.memory;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How items are forgotten: they lose their words, and so do the turns and episodes of every task that is known to hold them, and the
 * procedures that were learned from it: the one that stored the item, the one that had it erased, and those whose answers rest on it, or
 * on an episode forgotten in this way. A summary of older episodes falls with each of them, and one that is forgotten takes them along.
 * Facts that count as one are forgotten together. A task that is still running leaves no words when it ends. Where somebody repeated the
 * words and no record says so, they stay. What was too old goes alone.
 */
final class Erasure {

    private static final String TASK = "task:";

    private Erasure() {}

    /** The task that a source or an author names. */
    static Optional<TaskId> task(String by) {
        if (!by.startsWith(TASK)) {
            return Optional.empty();
        }
        int slash = by.indexOf('/');
        return TaskId.parse(by.substring(TASK.length(), slash < 0 ? by.length() : slash));
    }

    /** The author of what a tool call does. */
    static String byToolCall(String task, String call) {
        return TASK + task + "/" + call;
    }

    /** Remembers that a task holds words of an item. */
    static void link(Connection views, String item, TaskId task) throws SQLException {
        Sql.update(views, "INSERT OR IGNORE INTO memory_origins (item, task) VALUES (?, ?)", item, task.value());
    }

    static void apply(Connection views, Changes changes, long seq, ContentErased event) throws SQLException {
        if (event.by().equals(ContentErased.RETENTION)) {
            age(views, changes, seq, event);
            return;
        }
        Optional<TaskId> eraser = task(event.by());
        if (eraser.isPresent()) {
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_erasures (erased_by, items) VALUES (?, ?)",
                    event.by(),
                    PackedStrings.pack(event.items()));
            eraseTask(views, changes, event.space().name(), eraser.get(), seq);
        }
        List<String> all = List.copyOf(MergedFacts.of(views, event.items()));
        forget(views, changes, event.space().name(), all, seq);
    }

    /** Takes the words from these items alone, whatever rests on them: of episodes with those of their own tasks, and of procedures. */
    private static void age(Connection views, Changes changes, long seq, ContentErased event) throws SQLException {
        for (String id : MergedFacts.of(views, event.items())) {
            boolean lived = ItemTable.age(views, changes.totals(), event.space().name(), id, seq);
            Optional<TaskId> task = ItemIds.taskOf(id).filter(_ -> lived);
            if (task.isPresent()) {
                changes.tasks().erase(views, task.get().value(), seq);
                EpisodeTable.blank(views, task.get().value());
                LearnedTable.age(views, changes, task.get().value(), seq);
            }
        }
    }

    /** Takes the words from items and from the tasks that hold them; from documents, too, with all their chunks. */
    static void forget(Connection views, Changes changes, String space, List<String> items, long seq)
            throws SQLException {
        Deque<String> toErase = new ArrayDeque<>();
        for (String id : items) {
            toErase.addAll(DocumentTable.erase(views, changes.totals(), seq, space, id));
            toErase.add(id);
        }
        Set<String> seen = new HashSet<>(toErase);
        while (!toErase.isEmpty()) {
            for (String task : eraseItem(views, changes, space, toErase.remove(), seq)) {
                String episode = ItemIds.ofEpisode(new TaskId(task));
                if (seen.add(episode)) {
                    toErase.add(episode);
                }
            }
        }
    }

    /** Forgets what a task says, ended or not. */
    static void eraseTask(Connection views, Changes changes, String space, TaskId task, long seq) throws SQLException {
        eraseItem(views, changes, space, ItemIds.ofEpisode(task), seq);
        changes.tasks().erase(views, task.value(), seq);
        var _ = EpisodeTable.erase(views, changes, task.value(), seq); // its episode's summary fell just before
        LearnedTable.erase(views, changes, task.value(), seq);
    }

    /** The tasks whose episodes go with it. */
    private static List<String> eraseItem(Connection views, Changes changes, String space, String id, long seq)
            throws SQLException {
        ItemTable.erase(views, changes.totals(), space, id, seq);
        ItemTable.unwant(views, space, id);
        List<String> holders = Sql.query(views, """
                SELECT o.task FROM memory_origins o JOIN memory_items i ON i.id = o.item WHERE o.item = ?1 AND i.space = ?2
                UNION SELECT task FROM memory_episodes
                  WHERE space = ?2 AND task = CASE substr(?1, 1, 1) WHEN 'e' THEN 't' || substr(?1, 2) END""", row -> row.getString(1), id, space);
        Deque<String> toErase = new ArrayDeque<>(holders);
        Set<String> erased = new LinkedHashSet<>();
        while (!toErase.isEmpty()) {
            String task = toErase.remove();
            if (erased.add(task)) {
                changes.tasks().erase(views, task, seq);
                LearnedTable.erase(views, changes, task, seq);
                toErase.addAll(EpisodeTable.erase(views, changes, task, seq));
            }
        }
        return List.copyOf(erased);
    }
}
