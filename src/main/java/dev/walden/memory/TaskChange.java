package dev.walden.memory;

import dev.walden.activity.TaskEvent.TaskSubmitted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of the table of tasks, as it will be when the transaction ends. Confined to the thread of the views. */
final class TaskChange {

    private final String task;
    private final String space;
    private final String session;
    private final long askedSeq;
    private String input;
    private @Nullable String answer;
    private long endedSeq;
    private long changedSeq;
    private boolean spoken;
    private boolean trusted = true;
    private boolean erased;
    /** Whether the table says the same. */
    private boolean written;

    /** Whether it is in the table, whatever it says. */
    private boolean present;

    private TaskChange(String task, String space, String session, String input, long askedSeq) {
        this.task = task;
        this.space = space;
        this.session = session;
        this.input = input;
        this.askedSeq = askedSeq;
    }

    static TaskChange submitted(long seq, TaskSubmitted event) {
        String input = TaskTable.clipped(event.input(), TaskTable.MAX_TURN_CHARS);
        return new TaskChange(event.task().value(), event.space().name(), event.session(), input, seq);
    }

    /** One that is in the table, with all columns. */
    static TaskChange read(ResultSet row) throws SQLException {
        TaskChange read = new TaskChange(
                row.getString("task"),
                row.getString("space"),
                row.getString("session"),
                row.getString("input"),
                row.getLong("asked_seq"));
        read.answer = row.getString("answer");
        read.endedSeq = row.getLong("ended_seq");
        read.changedSeq = row.getLong("changed_seq");
        read.spoken = row.getInt("spoken") == 1;
        read.trusted = row.getInt("trusted") == 1;
        read.erased = row.getInt("erased") == 1;
        read.written = true;
        read.present = true;
        return read;
    }

    TaskTable.Row row() {
        return new TaskTable.Row(
                task, space, session, input, askedSeq, endedSeq, answer == null ? "" : answer, trusted, erased);
    }

    boolean hasEnded() {
        return endedSeq > 0;
    }

    void distrust() {
        written &= !trusted;
        trusted = false;
    }

    void end(long seq, String words, boolean toItsUser) {
        endedSeq = seq;
        changedSeq = seq;
        answer = erased ? "" : TaskTable.clipped(words, TaskTable.MAX_TURN_CHARS);
        spoken = toItsUser;
        written = false;
    }

    void erase(long seq) {
        input = "";
        answer = "";
        erased = true;
        changedSeq = seq;
        written = false;
    }

    void drop(Connection views) throws SQLException {
        if (present) {
            Sql.update(views, "DELETE FROM memory_tasks WHERE asked_seq = ?", askedSeq);
        }
    }

    /** Makes the table say the same. */
    void write(Connection views) throws SQLException {
        if (!written) {
            Sql.update(
                    views,
                    """
                    INSERT INTO memory_tasks
                      (asked_seq, task, space, session, input, ended_seq, answer, spoken, trusted, erased, changed_seq)
                      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      ON CONFLICT (asked_seq) DO UPDATE SET input = excluded.input, ended_seq = excluded.ended_seq,
                        answer = excluded.answer, spoken = excluded.spoken, trusted = excluded.trusted,
                        erased = excluded.erased, changed_seq = excluded.changed_seq""",
                    askedSeq,
                    task,
                    space,
                    session,
                    input,
                    endedSeq == 0 ? null : endedSeq,
                    answer,
                    spoken ? 1 : 0,
                    trusted ? 1 : 0,
                    erased ? 1 : 0,
                    changedSeq == 0 ? null : changedSeq);
            written = true;
            present = true;
        }
    }
}
