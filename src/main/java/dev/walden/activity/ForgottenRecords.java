package dev.walden.activity;

import dev.walden.activity.ForgottenWords.Forgotten;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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
     * The records of these. A task that is still running is left for later and holds up nothing else; but the record of the end knows
     * one number, which stays before it.
     *
     * @param erased those of them whose words are known to be gone
     */
    ErasingRound of(List<Forgotten> pending, Set<Forgotten> erased) {
        List<Forgotten> ready = new ArrayList<>();
        NavigableSet<Long> records = new TreeSet<>();
        long through = 0;
        boolean held = false;
        for (Forgotten one : pending) {
            if (!erased.contains(one)) {
                Optional<List<Long>> ofTask = one.task().map(this::of).orElse(Optional.of(List.of()));
                if (ofTask.isEmpty()) {
                    through = held ? through : Math.min(through, one.since() - 1);
                    held = true;
                    continue;
                }
                one.item().ifPresent(records::add);
                records.addAll(ofTask.get());
                ready.add(one);
            }
            through = held ? through : one.since();
        }
        return new ErasingRound(through, ready, records, held);
    }

    private Optional<List<Long>> of(TaskId task) {
        return tasks.get()
                .map(known -> views.read(connection -> known.ofEnded(task, connection)))
                .orElse(Optional.empty());
    }
}
