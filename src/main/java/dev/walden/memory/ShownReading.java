package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through the records of one task, in order, for what it was shown. Confined to its thread. */
final class ShownReading {

    private final ActivityLog log;
    private final Views views;
    private final SeenSoFar seen = new SeenSoFar();
    private final Map<String, ToolCallStarted> calls = new HashMap<>();
    private String space = "";

    ShownReading(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    void add(RecordedEvent entry) {
        for (RecordedEvent part : entry.parts()) {
            switch (part.event()) {
                case TaskSubmitted submitted -> space = submitted.space().name();
                case ToolCallStarted started -> calls.put(started.call(), started);
                case ToolCallFinished finished when !finished.trusted() -> finished(entry.seq(), finished);
                case ContextGathered gathered -> {
                    List<Long> unknown = views.read(connection -> gathered(connection, entry.seq(), gathered));
                    ended(unknown, entry.seq());
                }
                default -> {}
            }
        }
    }

    SeenSoFar seen() {
        return seen;
    }

    private void finished(long record, ToolCallFinished finished) {
        ToolCallStarted started = calls.get(finished.call());
        if (started == null) {
            seen.lost();
            return;
        }
        views.read(connection -> {
            CallSources.add(connection, space, started, finished, new CallSources.Place(record, seen));
            return seen;
        });
    }

    /**
     * Tasks of the session stand in the end, the oldest last.
     *
     * @return the turns whose tasks have left the table
     */
    private List<Long> gathered(Connection connection, long record, ContextGathered gathered) throws SQLException {
        ItemSources.add(connection, gathered.items(), record, seen);
        List<Long> turns = new ArrayList<>(gathered.turns());
        turns.addAll(EarlierTurns.records(gathered.earlier()));
        TaskTable.untrusted(connection, turns).reversed().forEach(task -> seen.add("task:" + task, record));
        return TaskTable.unknown(connection, turns);
    }

    /** The turns themselves say whose they are, as long as they are there. */
    private void ended(List<Long> turns, long record) {
        List<RecordedEvent> found = log.read(turns);
        if (found.size() < turns.size()) {
            seen.lost();
        }
        for (RecordedEvent turn : found) {
            if (turn.event() instanceof TaskEvent event && !(event instanceof TaskSubmitted)) {
                seen.add("task:" + event.task(), record);
            }
        }
    }
}
