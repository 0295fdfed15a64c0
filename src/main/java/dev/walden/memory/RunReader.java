package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ToolCallFinished;
import dev.walden.activity.TaskEvent.ToolCallOutcome;
import dev.walden.activity.TaskEvent.ToolCallStarted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.Views;
import dev.walden.memory.learned.Call;
import dev.walden.memory.learned.Run;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what tasks did from their records, and keeps the calls of the latest. Confined to one thread. */
final class RunReader {

    /** A task of more records is no example of anything. */
    private static final int MOST_RECORDS = 200;

    private static final int KEPT = 200;

    private final ActivityLog log;
    private final Views views;
    private final Supplier<Optional<TaskRecords>> tasks;
    private final Map<String, List<Call>> read = new LinkedHashMap<>(16, 0.75f, true);

    RunReader(ActivityLog log, Views views, Supplier<Optional<TaskRecords>> tasks) {
        this.log = log;
        this.views = views;
        this.tasks = tasks;
    }

    /** The tasks that ended in an episode with words, in this order. */
    List<Run> runs(List<String> ended) {
        List<Run> runs = ended.stream().flatMap(task -> run(task).stream()).toList();
        Iterator<String> eldest = read.keySet().iterator();
        while (read.size() > KEPT) {
            eldest.next();
            eldest.remove();
        }
        return runs;
    }

    private Optional<Run> run(String task) {
        Optional<Run> bare = views.read(connection -> Sql.first(
                connection,
                "SELECT e.goal, i.trusted FROM memory_episodes e JOIN memory_items i ON i.id = ? WHERE e.task = ?"
                        + " AND i.erased = 0",
                row -> new Run(new TaskId(task), row.getString(1), row.getInt(2) == 1, List.of()),
                ItemIds.ofEpisode(new TaskId(task)),
                task));
        return bare.filter(run -> !run.goal().isBlank())
                .map(run -> new Run(
                        run.task(), run.goal(), run.trusted(), read.computeIfAbsent(task, _ -> calls(run.task()))));
    }

    private List<Call> calls(TaskId task) {
        List<Long> seqs = tasks.get()
                .flatMap(known -> views.read(connection -> known.ofEnded(task, connection)))
                .orElse(List.of());
        if (seqs.size() > MOST_RECORDS) {
            return List.of();
        }
        Map<String, ToolCallStarted> started = new LinkedHashMap<>();
        Map<String, ToolCallFinished> succeeded = new LinkedHashMap<>();
        for (RecordedEvent part : parts(seqs)) {
            if (part.event() instanceof ToolCallStarted start) {
                started.put(start.call(), start);
            } else if (part.event() instanceof ToolCallFinished end && end.outcome() == ToolCallOutcome.SUCCEEDED) {
                succeeded.put(end.call(), end);
            }
        }
        List<Call> calls = new ArrayList<>();
        started.forEach((id, start) -> Optional.ofNullable(succeeded.get(id))
                .ifPresent(end -> calls.add(new Call(start.tool(), start.arguments(), end.text()))));
        return calls;
    }

    /** None of a task whose records are damaged. */
    private List<RecordedEvent> parts(List<Long> seqs) {
        try {
            return log.read(seqs).stream()
                    .flatMap(entry -> entry.parts().stream())
                    .toList();
        } catch (ActivityException.Unreadable _) {
            return List.of();
        }
    }
}
