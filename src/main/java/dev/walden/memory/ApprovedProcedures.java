package dev.walden.memory;

import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.memory.procedure.ProcedureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Learned procedures as tasks follow them: approved ones of their own space. Thread-safe. Each task asks at its start what there is, so
 * that is kept until the views say that it changed.
 */
final class ApprovedProcedures implements UsableProcedures {

    private final Views views;
    private final LearnedProcedures learned;
    private final ProcedureNews news;
    private final LearnedMode mode;
    private volatile @Nullable Kept kept;

    ApprovedProcedures(Views views, LearnedProcedures learned, ProcedureNews news, LearnedMode mode) {
        this.views = views;
        this.learned = learned;
        this.news = news;
        this.mode = mode;
    }

    @Override
    public List<FoundProcedure> of(Space space) {
        if (mode == LearnedMode.OFF) {
            return List.of();
        }
        long now = news.changes();
        Kept known = kept;
        if (known == null || known.at() != now) {
            known = new Kept(now, rows(), new ConcurrentHashMap<>());
            kept = known;
        }
        List<LearnedRow> rows = known.rows().getOrDefault(space.name(), List.of());
        return rows.isEmpty() ? List.of() : known.found().computeIfAbsent(space.name(), _ -> found(rows));
    }

    @Override
    public Optional<FoundProcedure> find(Space space, String name) throws ProcedureException {
        Optional<LearnedRow> row = learned.find(space, name);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        if (mode == LearnedMode.OFF) {
            throw new ProcedureException("The procedure " + name
                    + " was learned, and learned procedures are switched off (walden.memory.learned-procedures).");
        }
        String refusal = switch (row.get().state()) {
            case APPROVED -> "";
            case PROPOSED ->
                " was learned and nobody has approved it yet. Ask an operator to (POST /api/v1/memory/procedures/"
                        + name + ").";
            case REJECTED -> " was learned, and an operator rejected it.";
            case RETIRED -> " is retired, as it failed too often.";
        };
        if (!refusal.isEmpty()) {
            throw new ProcedureException("The procedure " + name + refusal);
        }
        return Optional.ofNullable(
                        learned.words(List.of(row.get())).get(row.get().seq()))
                .map(words -> found(row.get(), words));
    }

    private Map<String, List<LearnedRow>> rows() {
        Map<String, List<LearnedRow>> rows = new HashMap<>();
        views.read(connection ->
                        LearnedRow.where(connection, "state = ? ORDER BY space, name", LearnedState.APPROVED.code()))
                .forEach(row -> rows.computeIfAbsent(row.space(), _ -> new ArrayList<>())
                        .add(row));
        return rows;
    }

    private List<FoundProcedure> found(List<LearnedRow> rows) {
        Map<Long, ProcedureLearned> words = learned.words(rows);
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(words.get(row.seq())).map(known -> found(row, known)).stream())
                .toList();
    }

    private static FoundProcedure found(LearnedRow row, ProcedureLearned words) {
        return new FoundProcedure(LearnedProcedure.definition(words), words.trusted(), row.seq());
    }

    /** What was read, and how often what was learned had changed by then. */
    private record Kept(long at, Map<String, List<LearnedRow>> rows, Map<String, List<FoundProcedure>> found) {}
}
