package dev.walden.activity;

import dev.walden.activity.ForgottenWords.Forgotten;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Finds the records that still hold what was forgotten.
 *
 * @param words who knows what was forgotten; absent while nobody is there
 * @param tasks who knows the records of tasks; likewise
 */
record ForgottenRecords(Views views, Supplier<Optional<ForgottenWords>> words, Supplier<Optional<TaskRecords>> tasks) {

    /** What was forgotten and is not erased yet. */
    List<Forgotten> oldest(int number) {
        return words.get()
                .map(known -> views.read(connection -> known.pending(connection, number)))
                .orElse(List.of());
    }

    /**
     * The records of these. A task that is still running is left for later, and what was forgotten after it with it: the record of the
     * end knows one number.
     */
    ErasingRound of(List<Forgotten> pending) {
        NavigableSet<Long> records = new TreeSet<>();
        long through = 0;
        for (Forgotten one : pending) {
            Optional<List<Long>> ofTask = one.task().map(this::of).orElse(Optional.of(List.of()));
            if (ofTask.isEmpty()) {
                return new ErasingRound(Math.min(through, one.since() - 1), records);
            }
            one.item().ifPresent(records::add);
            records.addAll(ofTask.get());
            through = one.since();
        }
        return new ErasingRound(through, records);
    }

    private Optional<List<Long>> of(TaskId task) {
        return tasks.get()
                .map(known -> views.read(connection -> known.ofEnded(task, connection)))
                .orElse(Optional.empty());
    }
}
