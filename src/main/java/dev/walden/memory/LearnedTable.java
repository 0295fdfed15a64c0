package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What events do to the table of learned procedures. A name stays taken for ever. */
final class LearnedTable {

    private static final int USES_KEPT = 8;

    /** Of what nobody approved, and of whose tasks age took the last that memory knew. */
    private static final String AGED = """
            state <> 'approved' AND (SELECT min(i.erased) FROM memory_learned_from f
              JOIN memory_items i ON i.id = 'e' || substr(f.task, 2)
              WHERE f.space = memory_learned.space AND f.name = memory_learned.name) = 2 AND\s""";

    private static final String NAMED = "space = ? AND name = ?";
    private static final String OF_TASK =
            "(space, name) IN (SELECT space, name FROM memory_learned_from WHERE task = ?)";

    private LearnedTable() {}

    /** Adds a proposal; one of a task that was forgotten meanwhile has no words from the beginning. */
    static void add(Connection views, Changes changes, long seq, ProcedureLearned event) throws SQLException {
        String space = event.space().name();
        int added =
                Sql.update(views, """
                INSERT OR IGNORE INTO memory_learned (space, name, seq, state, trusted, erased, recent)
                  VALUES (?, ?, ?, ?, ?, 0, '')""", space, event.name(), seq, LearnedState.PROPOSED.code(), event.trusted() ? 1 : 0);
        for (TaskId task : added > 0 ? event.tasks() : List.<TaskId>of()) {
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_learned_from (task, space, name) VALUES (?, ?, ?)",
                    task.value(),
                    space,
                    event.name());
            if (ItemTable.isUnwanted(views, ItemIds.ofEpisode(task))) {
                erase(views, changes, task.value(), seq);
            }
        }
        erase(views, changes, seq, AGED + NAMED, space, event.name());
        changes.procedures().changed();
    }

    /** That it is retired is final, whatever somebody decided at the same time. */
    static void decide(Connection views, Changes changes, RecordedEvent entry, ProcedureDecided event)
            throws SQLException {
        Sql.update(
                views,
                """
                UPDATE memory_learned SET state = ?, decided_by = ?, decided_at = ?, recent = ''
                  WHERE space = ? AND name = ? AND erased = 0 AND state <> ?""",
                event.decision(),
                event.by(),
                entry.at().toString(),
                event.space().name(),
                event.name(),
                LearnedState.RETIRED.code());
        erase(views, changes, entry.seq(), AGED + NAMED, event.space().name(), event.name());
        changes.procedures().changed();
    }

    static void retire(Connection views, Changes changes, long seq, ProcedureRetired event) throws SQLException {
        Sql.update(
                views,
                "UPDATE memory_learned SET state = ?, why = ? WHERE space = ? AND name = ? AND erased = 0",
                LearnedState.RETIRED.code(),
                event.why(),
                event.space().name(),
                event.name());
        erase(views, changes, seq, AGED + NAMED, event.space().name(), event.name());
        changes.procedures().changed();
    }

    /** Notes how a task went that got procedures; a cancelled one says nothing. */
    static void used(Connection views, EpisodeRecorded event) throws SQLException {
        if (event.outcome().equals("cancelled")) {
            return;
        }
        for (String name : event.procedures()) {
            Sql.update(
                    views,
                    "UPDATE memory_learned SET recent = substr(recent || ?, -" + USES_KEPT + ")"
                            + " WHERE space = ? AND name = ? AND state = ?",
                    event.outcome().equals("completed") ? "s" : "f",
                    event.space().name(),
                    name,
                    LearnedState.APPROVED.code());
        }
    }

    /** Forgets what was learned from a task. */
    static void erase(Connection views, Changes changes, String task, long since) throws SQLException {
        erase(views, changes, since, OF_TASK, task);
    }

    /** A task was too old: so is what was learned from it, unless memory has another of its tasks, or somebody wanted it followed. */
    static void age(Connection views, Changes changes, String task, long since) throws SQLException {
        erase(views, changes, since, AGED + OF_TASK, task);
    }

    private static void erase(Connection views, Changes changes, long since, String condition, Object... values)
            throws SQLException {
        for (LearnedRow row : LearnedRow.where(views, condition, values)) {
            Sql.update(
                    views,
                    "UPDATE memory_learned SET erased = 1 WHERE space = ? AND name = ?",
                    row.space(),
                    row.name());
            ForgottenTable.addRecord(views, since, row.seq());
            changes.procedures().changed();
        }
    }
}
