package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.activity.Views;
import dev.walden.memory.learned.Call;
import dev.walden.memory.learned.Run;
import java.util.HashMap;
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

    private static final int AT_ONCE = 10;
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

    /** None of a task whose records are damaged. */
    private List<Call> calls(TaskId task) {
        List<Long> seqs = tasks.get()
                .flatMap(known -> views.read(connection -> known.ofEnded(task, connection)))
                .orElse(List.of());
        try {
            return seqs.size() > MOST_RECORDS ? List.of() : calls(seqs);
        } catch (ActivityException.Unreadable _) {
            return List.of();
        }
    }

    /** None of a task that teaches nothing: it is not read to its end, and its outputs are not kept. */
    private List<Call> calls(List<Long> seqs) {
        Map<String, ToolCallStarted> started = new LinkedHashMap<>();
        Map<String, Call> succeeded = new HashMap<>();
        for (int from = 0; from < seqs.size(); from += AT_ONCE) {
            for (ActivityEvent event : events(seqs.subList(from, Math.min(from + AT_ONCE, seqs.size())))) {
                if (event instanceof ToolCallSettled) {
                    return List.of(); // what was done and what it answered is known to a person only
                }
                note(event, started, succeeded);
            }
            if (Run.isTooMuch(succeeded.values())) {
                return List.of();
            }
        }
        return started.keySet().stream()
                .flatMap(id -> Optional.ofNullable(succeeded.get(id)).stream())
                .toList();
    }

    private static void note(ActivityEvent event, Map<String, ToolCallStarted> started, Map<String, Call> succeeded) {
        if (event instanceof ToolCallStarted start) {
            started.put(start.call(), start);
        } else if (event instanceof ToolCallFinished end && end.outcome() == ToolCallOutcome.SUCCEEDED) {
            Optional.ofNullable(started.get(end.call()))
                    .ifPresent(
                            start -> succeeded.put(end.call(), new Call(start.tool(), start.arguments(), end.text())));
        }
    }

    private List<ActivityEvent> events(List<Long> seqs) {
        return log.read(seqs).stream()
                .flatMap(entry -> entry.parts().stream())
                .map(RecordedEvent::event)
                .toList();
    }
}
