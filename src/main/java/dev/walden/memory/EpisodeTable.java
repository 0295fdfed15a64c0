package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of episodes and of the procedures that they followed. */
final class EpisodeTable {

    /** Of those that have words: what was forgotten stays without, so that its task gets no other episode. */
    static final String REMEMBERED = "(goal <> '' OR answer <> '')";

    private static final int MAX_GOAL_CHARS = 1_000;
    private static final int MAX_ANSWER_CHARS = 2_000;

    private EpisodeTable() {}

    /** Adds an episode with the words of its task; a task has one only. An erased task leaves an episode without words. */
    static void add(Connection views, Changes changes, RecordedEvent entry, EpisodeRecorded event) throws SQLException {
        Optional<TaskTable.Row> task = changes.tasks().find(views, event.task());
        boolean speaks = task.isPresent() && !task.get().erased();
        String goal = speaks ? TaskTable.clipped(task.get().input(), MAX_GOAL_CHARS) : "";
        String answer = speaks ? TaskTable.clipped(task.get().answer(), MAX_ANSWER_CHARS) : "";
        int added = Sql.update(
                views,
                """
                INSERT OR IGNORE INTO memory_episodes
                  (task, space, session, outcome, goal, answer, lesson, actions, duration_millis, input_tokens,
                   output_tokens, cost_micros, ended_at, seq)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                event.task().value(),
                event.space().name(),
                event.session(),
                event.outcome(),
                goal,
                answer,
                speaks ? event.lesson() : null,
                Action.column(Action.of(event)),
                event.duration().toMillis(),
                event.usage().input(),
                event.usage().output(),
                event.cost().micros(),
                Validity.micros(entry.at()),
                entry.seq());
        if (added == 0) {
            return;
        }
        changes.totals().count(entry.seq(), event);
        ProcedureUses.add(views, entry, event);
        LearnedTable.used(views, event);
        changes.procedures().ended(event);
        if (speaks) {
            StoredItem item = item(event, text(goal, answer, event.lesson()), task.get());
            ItemTable.add(views, changes.totals(), entry, ItemTable.NewRow.said(entry, ItemKind.EPISODE, item));
        }
    }

    /**
     * Completes an episode that was recorded before its task's end.
     *
     * @return whether there was one
     */
    static boolean answered(Connection views, long seq, TaskTable.Row task) throws SQLException {
        String answer = TaskTable.clipped(task.answer(), MAX_ANSWER_CHARS);
        int found = Sql.update(views, "UPDATE memory_episodes SET answer = ? WHERE task = ?", answer, task.task());
        if (found > 0) {
            String text = Sql.first(
                            views,
                            "SELECT goal, lesson FROM memory_episodes WHERE task = ?",
                            episode -> text(episode.getString("goal"), answer, episode.getString("lesson")),
                            task.task())
                    .orElse(answer);
            ItemTable.reword(views, ItemIds.ofEpisode(new TaskId(task.task())), text, seq);
        }
        return found > 0;
    }

    /**
     * Takes its words, and the summary that quotes them.
     *
     * @return the tasks whose answers rest on that summary
     */
    static List<String> erase(Connection views, Changes changes, String task, long seq) throws SQLException {
        List<String> resting = SummaryTable.fall(views, changes, task, seq);
        blank(views, task);
        return resting;
    }

    /** Takes its words alone: a summary that quotes them stays. */
    static void blank(Connection views, String task) throws SQLException {
        Sql.update(views, "UPDATE memory_episodes SET goal = '', answer = '', lesson = NULL WHERE task = ?", task);
    }

    private static String text(String goal, String answer, @Nullable String lesson) {
        String text = answer.isEmpty() ? goal : goal + "\n" + answer;
        return lesson == null ? text : text + "\n" + lesson;
    }

    private static StoredItem item(EpisodeRecorded event, String text, TaskTable.Row task) {
        return new StoredItem(
                ItemIds.ofEpisode(event.task()),
                event.space(),
                text,
                event.session(),
                null,
                null,
                List.of(),
                null,
                Traits.metadata(event.outcome(), Action.of(event)),
                task.trusted(),
                "task:" + event.task());
    }
}
