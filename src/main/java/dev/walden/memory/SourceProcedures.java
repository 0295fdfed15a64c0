package dev.walden.memory;

import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The learned procedures that a source had a part in: one of the tasks that they were learned from had seen its words. They are retired,
 * and not erased: what was learned from the same tasks again would be the same. Thread-safe.
 */
record SourceProcedures(Views views, LearnedProcedures learned, Provenance provenance) {

    private static final String WHY = "source-undone";

    /** What to record of those of a space that wait for a decision or are followed, as the views are. Reads the records of their tasks. */
    List<ProcedureRetired> of(Space space, String source) throws InterruptedException {
        List<LearnedRow> rows = views.read(connection -> LearnedRow.where(
                connection,
                "space = ? AND trusted = 0 AND state IN (?, ?) ORDER BY seq",
                space.name(),
                LearnedState.PROPOSED.code(),
                LearnedState.APPROVED.code()));
        Map<Long, ProcedureLearned> words = learned.words(rows);
        List<ProcedureRetired> retired = new ArrayList<>();
        for (LearnedRow row : rows) {
            ProcedureLearned known = words.get(row.seq());
            if (known != null && isFrom(known, source)) {
                retired.add(new ProcedureRetired(space, row.name(), WHY));
            }
        }
        return retired;
    }

    private boolean isFrom(ProcedureLearned procedure, String source) throws InterruptedException {
        for (TaskId task : procedure.tasks()) {
            if (provenance.seenBy(task).contains(source)) {
                return true;
            }
        }
        return false;
    }
}
