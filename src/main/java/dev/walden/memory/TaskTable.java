package dev.walden.memory;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The table of what tasks said: input and answer, clipped. A session keeps its newest {@value #KEPT_A_SESSION} ended tasks; older words
 * are in the log.
 */
final class TaskTable {

    static final int KEPT_A_SESSION = 100;
    /** Two turns of this length fit the default budget of turns. */
    static final int MAX_TURN_CHARS = 4_000;

    private static final String COLUMNS =
            "task, space, session, input, asked_seq, ended_seq, answer, trusted, erased FROM memory_tasks ";

    private TaskTable() {}

    static void submitted(Connection views, long seq, TaskSubmitted event) throws SQLException {
        Sql.update(
                views,
                """
                INSERT OR IGNORE INTO memory_tasks (task, space, session, input, asked_seq, spoken, trusted, erased)
                  VALUES (?, ?, ?, ?, ?, 0, 1, 0)""",
                event.task().value(),
                event.space().name(),
                event.session(),
                clipped(event.input(), MAX_TURN_CHARS),
                seq);
    }

    /** A task that was shown words from outside is trusted no more, nor what it says. */
    static void distrust(Connection views, TaskId task) throws SQLException {
        Sql.update(views, "UPDATE memory_tasks SET trusted = 0 WHERE task = ? AND trusted = 1", task.value());
    }

    /** A task takes over the distrust of what it was shown. */
    static void gathered(Connection views, ContextGathered event) throws SQLException {
        String items = "SELECT 1 FROM memory_items WHERE trusted = 0 AND id IN "
                + Sql.list(event.items().size());
        String turns = "SELECT 1 FROM memory_tasks WHERE trusted = 0 AND ended_seq IN "
                + Sql.list(event.turns().size());
        if (Sql.first(views, items, row -> 1, event.items().toArray()).isPresent()
                || Sql.first(views, turns, row -> 1, event.turns().toArray()).isPresent()) {
            distrust(views, event.task());
        }
    }

    /**
     * A task came to its end.
     *
     * @param answer its words, or why there are none
     * @param spoken whether these are words to its user, a turn of the session
     * @return its row now
     */
    static Optional<Row> ended(Connection views, long seq, TaskId task, String answer, boolean spoken)
            throws SQLException {
        Sql.update(
                views,
                "UPDATE memory_tasks SET ended_seq = ?1, changed_seq = ?1, answer = CASE erased WHEN 1 THEN '' ELSE ?2 END, spoken = ?3 WHERE task = ?4",
                seq,
                clipped(answer, MAX_TURN_CHARS),
                spoken ? 1 : 0,
                task.value());
        Optional<Row> row = find(views, task);
        if (row.isPresent() && !row.get().beginsItsSession()) {
            dropOldest(views, row.get());
        }
        return row;
    }

    /** Takes its words; one that is still running will have none when it ends. */
    static void erase(Connection views, String task, long seq) throws SQLException {
        Sql.update(
                views,
                "UPDATE memory_tasks SET input = '', answer = '', erased = 1, changed_seq = ? WHERE task = ?",
                seq,
                task);
        ForgottenTable.addTask(views, seq, task);
    }

    /** The record that last changed what a session's turns are; 0 when it has none. */
    static long changed(Connection views, String space, String session) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT MAX(changed_seq) FROM memory_tasks WHERE space = ? AND session = ?",
                        row -> row.getLong(1),
                        space,
                        session)
                .orElse(0L);
    }

    static Optional<Row> find(Connection views, TaskId task) throws SQLException {
        return Sql.first(views, "SELECT " + COLUMNS + "WHERE task = ?", TaskTable::read, task.value());
    }

    /** The newest turns of a session, newest first. */
    static List<Row> spoken(Connection views, String space, String session) throws SQLException {
        return Sql.query(
                views,
                "SELECT " + COLUMNS
                        + "WHERE space = ? AND session = ? AND ended_seq IS NOT NULL AND spoken = 1 AND erased = 0"
                        + " ORDER BY ended_seq DESC LIMIT " + KEPT_A_SESSION,
                TaskTable::read,
                space,
                session);
    }

    /** The tasks of a space to which these records belong as input or answer. */
    static List<Row> ofTurns(Connection views, String space, List<Long> seqs) throws SQLException {
        String list = Sql.list(seqs.size());
        Object[] values = new Object[1 + 2 * seqs.size()];
        values[0] = space;
        for (int i = 0; i < seqs.size(); i++) {
            values[1 + i] = seqs.get(i);
            values[1 + seqs.size() + i] = seqs.get(i);
        }
        return Sql.query(
                views,
                "SELECT " + COLUMNS + "WHERE space = ? AND (asked_seq IN " + list + " OR ended_seq IN " + list + ")",
                TaskTable::read,
                values);
    }

    static String clipped(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end) + " […]";
    }

    private static void dropOldest(Connection views, Row row) throws SQLException {
        Sql.update(views, """
                DELETE FROM memory_tasks WHERE space = ?1 AND session = ?2 AND ended_seq <= (
                  SELECT ended_seq FROM memory_tasks WHERE space = ?1 AND session = ?2 AND ended_seq IS NOT NULL
                  ORDER BY ended_seq DESC LIMIT 1 OFFSET ?3)""", row.space(), row.session(), KEPT_A_SESSION);
    }

    private static Row read(ResultSet row) throws SQLException {
        String answer = row.getString("answer");
        return new Row(
                row.getString("task"),
                row.getString("space"),
                row.getString("session"),
                row.getString("input"),
                row.getLong("asked_seq"),
                row.getLong("ended_seq"),
                answer == null ? "" : answer,
                row.getInt("trusted") == 1,
                row.getInt("erased") == 1);
    }

    /**
     * What a task said.
     *
     * @param askedSeq the record of its input
     * @param endedSeq the record of its answer, 0 while there is none
     */
    record Row(
            String task,
            String space,
            String session,
            String input,
            long askedSeq,
            long endedSeq,
            String answer,
            boolean trusted,
            boolean erased) {

        /** A session that is named after a task begins with it: there is nothing older. */
        private boolean beginsItsSession() {
            return session.equals(task);
        }
    }
}
