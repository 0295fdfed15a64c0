package dev.walden.orchestrator;

import dev.walden.orchestrator.TaskService.TaskPage;
import dev.walden.orchestrator.TaskService.TaskQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists tasks, newest first: ended ones as the views know them, open ones as they stand. Thread-safe. */
final class TaskLists {

    private static final int ROWS_AT_ONCE = 200;

    private final Dispatcher dispatcher;
    private final TaskIndex index;

    TaskLists(Dispatcher dispatcher, TaskIndex index) {
        this.dispatcher = dispatcher;
        this.index = index;
    }

    /** @throws TaskException.Unacceptable for a state or cursor that does not exist */
    TaskPage list(TaskQuery query) {
        check(query.state());
        List<TaskSummary> found = new ArrayList<>();
        long before = cursor(query.after());
        while (true) {
            List<TaskIndex.Row> rows = index.newest(query, before, ROWS_AT_ONCE);
            int looked = 0;
            for (TaskIndex.Row row : rows) {
                looked++;
                TaskSummary summary = summary(row);
                if (query.state() == null || summary.state().equals(query.state())) {
                    found.add(summary);
                }
                before = row.firstSeq();
                if (found.size() == query.limit()) {
                    boolean more = looked < rows.size() || rows.size() == ROWS_AT_ONCE;
                    return new TaskPage(found, more ? Long.toString(before) : null);
                }
            }
            if (rows.size() < ROWS_AT_ONCE) {
                return new TaskPage(found, null);
            }
        }
    }

    private TaskSummary summary(TaskIndex.Row row) {
        Optional<Snapshot> open = row.state().equals(TaskProjection.OPEN)
                ? dispatcher.find(row.id()).map(OpenTask::snapshot).or(() -> index.load(row.id()))
                : Optional.empty();
        String state = open.map(snapshot -> snapshot.state().kind().code()).orElse(row.state());
        Instant updated = open.map(snapshot -> snapshot.timeline().updated()).orElse(row.updatedAt());
        return new TaskSummary(
                row.id(), row.session().session(), row.session().space(), state, row.createdAt(), updated);
    }

    private static long cursor(@Nullable String after) {
        if (after == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new TaskException.Unacceptable(
                    "bad_cursor", "after must be the value of next of an earlier page; found: " + after + ".");
        }
    }

    private static void check(@Nullable String state) {
        if (state != null && StateKind.parse(state).isEmpty()) {
            throw new TaskException.Unacceptable(
                    "unknown_state", "state must be one of %s; found: %s.".formatted(StateKind.codes(), state));
        }
    }
}
