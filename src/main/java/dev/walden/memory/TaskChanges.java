package dev.walden.memory;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does to the table of tasks: gathered in memory and written at its end, one row for each task whatever
 * happened to it meanwhile. A task is looked up here, not in the table, and stays until it has ended, as most of its records are still to come.
 * Confined to the thread of the views.
 */
final class TaskChanges {

    /** Of those that go on, so many stay. */
    private static final int MOST_KEPT = 1_000;

    private final Map<String, TaskChange> changes = new LinkedHashMap<>();
    private final Map<Long, TaskChange> byEnd = new HashMap<>();
    private final SessionEnds sessions = new SessionEnds();

    void submitted(Connection views, long seq, TaskSubmitted event) throws SQLException {
        if (change(views, event.task().value()) == null) {
            changes.put(event.task().value(), TaskChange.submitted(seq, event));
        }
    }

    Optional<TaskTable.Row> find(Connection views, TaskId task) throws SQLException {
        return Optional.ofNullable(change(views, task.value())).map(TaskChange::row);
    }

    /** A task that was shown words from outside is trusted no more, nor what it says. */
    void distrust(Connection views, TaskId task) throws SQLException {
        TaskChange change = change(views, task.value());
        if (change != null) {
            change.distrust();
        }
    }

    /** A task takes over the distrust of what it was shown. */
    void gathered(Connection views, ContextGathered event) throws SQLException {
        if (ItemTable.anyUntrusted(views, event.items())
                || anyUntrusted(views, event.turns())
                || anyUntrusted(views, EarlierTurns.records(event.earlier()))) {
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
    Optional<TaskTable.Row> ended(Connection views, long seq, TaskId task, String answer, boolean spoken)
            throws SQLException {
        TaskChange change = change(views, task.value());
        if (change == null) {
            return Optional.empty();
        }
        long endedBefore = change.row().endedSeq();
        change.end(seq, answer, spoken);
        byEnd.put(seq, change);
        TaskTable.Row row = change.row();
        for (String oldest : sessions.ended(views, row, endedBefore, changes.values())) {
            drop(views, oldest);
        }
        return Optional.of(row);
    }

    /** Takes its words; one that is still running will have none when it ends. */
    void erase(Connection views, String task, long seq) throws SQLException {
        TaskChange change = change(views, task);
        if (change != null) {
            change.erase(seq);
        }
        ForgottenTable.addTask(views, seq, task);
    }

    void flush(Connection views) throws SQLException {
        for (TaskChange change : changes.values()) {
            change.write(views);
        }
        byEnd.clear();
        changes.values().removeIf(TaskChange::hasEnded);
        if (changes.size() > MOST_KEPT) {
            changes.clear();
        }
        sessions.trim();
    }

    /** Forgets all, since some of it was not written. */
    void rolledBack() {
        changes.clear();
        byEnd.clear();
        sessions.clear();
    }

    private void drop(Connection views, String task) throws SQLException {
        TaskChange change = change(views, task);
        if (change != null) {
            change.drop(views);
            changes.remove(task);
            byEnd.remove(change.row().endedSeq());
        }
    }

    private @Nullable TaskChange change(Connection views, String task) throws SQLException {
        TaskChange known = changes.get(task);
        if (known != null) {
            return known;
        }
        Optional<TaskChange> read =
                Sql.first(views, "SELECT * FROM memory_tasks WHERE task = ?", TaskChange::read, task);
        read.ifPresent(change -> {
            changes.put(task, change);
            byEnd.put(change.row().endedSeq(), change);
        });
        return read.orElse(null);
    }

    private boolean anyUntrusted(Connection views, List<Long> turns) throws SQLException {
        for (long turn : turns) {
            TaskChange change = byEnd.get(turn);
            if (change != null
                    && change.row().endedSeq() == turn
                    && !change.row().trusted()) {
                return true;
            }
        }
        return TaskTable.untrusted(views, turns).stream().anyMatch(task -> !changes.containsKey(task));
    }
}
