package dev.walden.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table of what tasks said: input and answer, clipped. A session keeps its newest {@value #KEPT_A_SESSION} ended tasks; older words
 * are in the log. What events do to it is {@link TaskChanges}.
 */
final class TaskTable {

    static final int KEPT_A_SESSION = 100;
    /** Two turns of this length fit the default budget of turns. */
    static final int MAX_TURN_CHARS = 4_000;

    private static final String COLUMNS =
            "task, space, session, input, asked_seq, ended_seq, answer, trusted, erased FROM memory_tasks ";

    private TaskTable() {}

    /** Those of these tasks, by the records of their ends, that are not trusted; the first that ended first. */
    static List<String> untrusted(Connection views, List<Long> ends) throws SQLException {
        if (ends.isEmpty()) {
            return List.of();
        }
        return Sql.query(
                views,
                "SELECT task FROM memory_tasks WHERE trusted = 0 AND ended_seq IN " + Sql.list(ends.size())
                        + " ORDER BY ended_seq",
                row -> row.getString(1),
                ends.toArray());
    }

    /** Those of these records whose tasks have left the table. */
    static List<Long> unknown(Connection views, List<Long> turns) throws SQLException {
        List<Long> unknown = new ArrayList<>();
        for (long turn : turns) {
            String known = "SELECT 1 FROM memory_tasks WHERE asked_seq = ?1 OR ended_seq = ?1";
            if (Sql.first(views, known, row -> 1, turn).isEmpty()) {
                unknown.add(turn);
            }
        }
        return unknown;
    }

    /** The tasks of a session that have ended, by the records of their ends. */
    static SortedMap<Long, String> ends(Connection views, Conversation session) throws SQLException {
        SortedMap<Long, String> ends = new TreeMap<>();
        Sql.each(
                views,
                "SELECT ended_seq, task FROM memory_tasks WHERE space = ? AND session = ? AND ended_seq IS NOT NULL",
                row -> ends.put(row.getLong(1), row.getString(2)),
                session.space(),
                session.session());
        return ends;
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
        boolean beginsItsSession() {
            return session.equals(task);
        }
    }
}
