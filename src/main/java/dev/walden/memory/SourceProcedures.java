package dev.walden.memory;

import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The learned procedures that a source had a part in: one of the tasks that they were learned from had seen its words. They are retired,
 * and not erased: what was learned from the same tasks again would be the same. Thread-safe.
 */
record SourceProcedures(Views views, LearnedProcedures learned, SourceTasks tasks) {

    private static final String WHY = "source-undone";

    /** What to record of those of a space that wait for a decision or are followed, as the views are. Reads the records of their tasks. */
    Found of(Space space, Set<String> sources) {
        List<LearnedRow> rows = views.read(connection -> LearnedRow.where(
                connection,
                "space = ? AND trusted = 0 AND state IN (?, ?) ORDER BY seq",
                space.name(),
                LearnedState.PROPOSED.code(),
                LearnedState.APPROVED.code()));
        Map<Long, ProcedureLearned> words = learned.words(rows);
        Set<TaskId> from = new LinkedHashSet<>();
        words.values().forEach(procedure -> from.addAll(procedure.tasks()));
        SourceTasks.Found shown = tasks.among(from, sources);
        List<ProcedureRetired> retired = new ArrayList<>();
        for (LearnedRow row : rows) {
            ProcedureLearned known = words.get(row.seq());
            if (known != null && known.tasks().stream().anyMatch(shown.since()::containsKey)) {
                retired.add(new ProcedureRetired(space, row.name(), WHY));
            }
        }
        return new Found(retired, shown.whole() && words.size() == rows.size());
    }

    /** Whether one that was found is still followed or waits for a decision, as the views are. */
    boolean isOpen(ProcedureRetired found) {
        return learned.find(found.space(), found.name())
                .filter(row -> row.state() == LearnedState.PROPOSED || row.state() == LearnedState.APPROVED)
                .isPresent();
    }

    /**
     * What was found.
     *
     * @param whole false when it cannot be known of every procedure
     */
    record Found(List<ProcedureRetired> retired, boolean whole) {
        Found {
            retired = List.copyOf(retired);
        }
    }
}
