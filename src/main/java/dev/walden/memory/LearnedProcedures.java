package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The procedures that were learned from tasks, and who may follow them. Thread-safe. */
public final class LearnedProcedures {

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);
    private static final int MOST_LISTED = 1_000;

    private final ActivityLog log;
    private final Views views;
    private final SpaceLocks locks;
    private final LearnedWords words;

    LearnedProcedures(ActivityLog log, Views views, SpaceLocks locks) {
        this.log = log;
        this.views = views;
        this.locks = locks;
        this.words = new LearnedWords(log::read);
    }

    /** Those of a space, the last learned first, at most {@value #MOST_LISTED}; none that was forgotten. Sees what was acknowledged. */
    public List<LearnedProcedure> lastLearned(Space space, int limit) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return shown(views.read(connection -> LearnedRow.where(
                connection, "space = ? ORDER BY seq DESC LIMIT ?", space.name(), Math.clamp(limit, 0, MOST_LISTED))));
    }

    /**
     * Approves a proposal, so that it can be followed from now on, or rejects it, also one that was approved. Durable when it returns;
     * repeated, it changes nothing.
     *
     * @param by {@code key:ID}
     * @throws MemoryException.NoSuchProcedure when none of this name was learned in the space
     * @throws MemoryException.ProcedureClosed when what was rejected or retired is to be approved, or what was retired rejected
     */
    public LearnedProcedure decide(Space space, String name, boolean approve, String by) throws InterruptedException {
        LearnedState wanted = approve ? LearnedState.APPROVED : LearnedState.REJECTED;
        return locks.holding(List.of(space), () -> {
            LearnedRow row = current(space, name);
            if (row.state() == LearnedState.RETIRED || (row.state() == LearnedState.REJECTED && approve)) {
                throw new MemoryException.ProcedureClosed(
                        "The procedure %s is %s. That is final; it is learned again from other tasks only."
                                .formatted(name, row.state().code()));
            }
            if (row.state() != wanted) {
                ActivityLog.Appended decided =
                        log.append(List.of(new ProcedureDecided(space, name, wanted.code(), by)));
                if (!approve) { // it may be forgotten by that, when its tasks are
                    log.awaitApplied(decided.last(), APPLY_DEADLINE);
                    return shown(List.of(row.rejected(by, decided.at()))).getFirst();
                }
            }
            return shown(List.of(current(space, name))).getFirst();
        });
    }

    private LearnedRow current(Space space, String name) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return find(space, name)
                .filter(row -> !words(List.of(row)).isEmpty())
                .orElseThrow(() -> new MemoryException.NoSuchProcedure(
                        "No procedure %s was learned in the space %s, or its record cannot be read any more."
                                .formatted(name, space.name())));
    }

    /** Runs with views that hold all that was acknowledged, while nobody decides or takes anything back in the space. */
    <T> T alone(Space space, SpaceLocks.Act<T> act) throws InterruptedException {
        return locks.holding(List.of(space), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            return act.run();
        });
    }

    /** As the views are. */
    Optional<LearnedRow> find(Space space, String name) {
        return views
                .read(connection -> LearnedRow.where(connection, "space = ? AND name = ?", space.name(), name))
                .stream()
                .findFirst();
    }

    /** How many there are in a state, of all spaces. */
    long count(LearnedState state) {
        return views.read(connection -> Sql.first(
                        connection,
                        "SELECT count(*) FROM memory_learned WHERE erased = 0 AND state = ?",
                        row -> row.getLong(1),
                        state.code())
                .orElse(0L));
    }

    /** What was learned, by the record of it; without what cannot be read any more. */
    Map<Long, ProcedureLearned> words(List<LearnedRow> rows) {
        return words.of(rows.stream().map(LearnedRow::seq).toList());
    }

    private List<LearnedProcedure> shown(List<LearnedRow> rows) {
        Map<Long, ProcedureLearned> known = words(rows);
        List<LearnedProcedure> shown = new ArrayList<>();
        for (LearnedRow row : rows) {
            Optional.ofNullable(known.get(row.seq()))
                    .ifPresent(learned -> shown.add(LearnedProcedure.of(row, learned)));
        }
        return shown;
    }
}
