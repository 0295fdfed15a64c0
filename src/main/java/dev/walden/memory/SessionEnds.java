package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which tasks of recent sessions have ended, in what order: a cache of the table of tasks with its changes, so that the oldest
 * can be found without looking at a hundred rows at each end. Confined to the thread of the views.
 */
final class SessionEnds {

    private static final int SESSIONS = 2_000;

    private final Map<Conversation, SortedMap<Long, String>> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Notes an end.
     *
     * @param row of the task now
     * @param endedBefore the end that this one replaces; 0 without one
     * @param changes of the transaction so far, this one among them
     * @return the tasks that the session keeps no longer
     */
    List<String> ended(Connection views, TaskTable.Row row, long endedBefore, Collection<TaskChange> changes)
            throws SQLException {
        Conversation key = new Conversation(row.space(), row.session());
        SortedMap<Long, String> ends = sessions.get(key);
        if (ends == null && row.beginsItsSession()) {
            return List.of(); // it may be found later, with all others
        }
        if (ends == null) {
            ends = load(views, key, changes);
            sessions.put(key, ends);
        } else {
            ends.remove(endedBefore);
            ends.put(row.endedSeq(), row.task());
        }
        return row.beginsItsSession() ? List.of() : surplus(ends);
    }

    /** By the table and what changed since. */
    private static SortedMap<Long, String> load(Connection views, Conversation key, Collection<TaskChange> changes)
            throws SQLException {
        SortedMap<Long, String> ends = TaskTable.ends(views, key);
        for (TaskChange change : changes) {
            TaskTable.Row changed = change.row();
            if (changed.session().equals(key.session()) && changed.space().equals(key.space())) {
                ends.values().remove(changed.task());
                if (changed.endedSeq() > 0) {
                    ends.put(changed.endedSeq(), changed.task());
                }
            }
        }
        return ends;
    }

    private static List<String> surplus(SortedMap<Long, String> ends) {
        List<String> oldest = new ArrayList<>();
        while (ends.size() > TaskTable.KEPT_A_SESSION) {
            oldest.add(ends.remove(ends.firstKey()));
        }
        return oldest;
    }

    /** Keeps those last used. Not within a transaction: of what it changed, the table knows nothing. */
    void trim() {
        Iterator<Conversation> eldest = sessions.keySet().iterator();
        while (sessions.size() > SESSIONS) {
            eldest.next();
            eldest.remove();
        }
    }

    void clear() {
        sessions.clear();
    }
}
