package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does to one row of the task table: gathered in memory and written once, as a task that begins and ends within it would else be
 * written for each of its records. Confined to the thread of the views.
 */
final class TaskRow {

    private final long firstSeq;
    /** Of a row that is not in the table yet. */
    private final @Nullable TaskSubmitted submission;

    private final @Nullable Instant submittedAt;
    private final @Nullable String account;

    private final StringBuilder records = new StringBuilder();
    private long firstRecord;
    private long lastRecord;
    private String state = TaskProjection.OPEN;
    private @Nullable RecordedEvent end;

    private TaskRow(
            long firstSeq,
            @Nullable TaskSubmitted submission,
            @Nullable Instant submittedAt,
            @Nullable String account) {
        this.firstSeq = firstSeq;
        this.submission = submission;
        this.submittedAt = submittedAt;
        this.account = account;
    }

    /**
     * Of a task that begins.
     *
     * @param account the session that its model calls count to; null for its own
     */
    static TaskRow submitted(RecordedEvent entry, TaskSubmitted submission, @Nullable String account) {
        return new TaskRow(entry.seq(), submission, entry.at(), account);
    }

    /** Of a task that the table has. */
    static TaskRow known(long firstSeq) {
        return new TaskRow(firstSeq, null, null, null);
    }

    long firstSeq() {
        return firstSeq;
    }

    /** The session that its model calls count to; null where the table has it. */
    @Nullable
    String account() {
        return submission == null || account != null ? account : submission.session();
    }

    void add(long record) {
        if (firstRecord == 0) {
            firstRecord = record;
        } else {
            records.append(' ').append(record - lastRecord);
        }
        lastRecord = record;
    }

    void end(StateKind kind, RecordedEvent entry) {
        state = kind.code();
        end = entry;
    }

    void write(Connection views) throws SQLException {
        if (submission != null && submittedAt != null) {
            insert(submission, submittedAt, views);
        } else {
            append(views);
            if (end != null) {
                end(end, views);
            }
        }
    }

    private void insert(TaskSubmitted submitted, Instant at, Connection views) throws SQLException {
        try (PreparedStatement insert = views.prepareStatement("INSERT INTO task"
                + " (first_seq, ended_seq, id, space, session, engine, account, state, created_at, updated_at, last_seq, records)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, firstSeq);
            if (end != null) {
                insert.setLong(2, end.seq());
            }
            insert.setString(3, submitted.task().value());
            insert.setString(4, submitted.space().name());
            insert.setString(5, submitted.session());
            insert.setString(6, submitted.engine());
            insert.setString(7, account);
            insert.setString(8, state);
            insert.setString(9, at.toString());
            insert.setString(10, (end == null ? at : end.at()).toString());
            insert.setLong(11, lastRecord);
            insert.setString(12, firstRecord + records.toString());
            insert.executeUpdate();
        }
    }

    /** Of an expired task no records are there, and the next one is not counted from any. */
    private void append(Connection views) throws SQLException {
        try (PreparedStatement update =
                views.prepareStatement("UPDATE task SET records = CASE WHEN records = '' THEN ?1"
                        + " ELSE records || ' ' || (?1 - last_seq) END || ?2, last_seq = ?3 WHERE first_seq = ?4")) {
            update.setLong(1, firstRecord);
            update.setString(2, records.toString());
            update.setLong(3, lastRecord);
            update.setLong(4, firstSeq);
            update.executeUpdate();
        }
    }

    private void end(RecordedEvent entry, Connection views) throws SQLException {
        try (PreparedStatement update = views.prepareStatement(
                "UPDATE task SET state = ?, updated_at = ?, ended_seq = ? WHERE first_seq = ?")) {
            update.setString(1, state);
            update.setString(2, entry.at().toString());
            update.setLong(3, entry.seq());
            update.setLong(4, firstSeq);
            update.executeUpdate();
        }
    }
}
