package dev.walden.memory;

import dev.walden.activity.MemoryEvent.ProcedureRetired;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what is taken back. Confined to its thread. */
final class UndoTally {

    private static final int MOST_EXAMPLES = 100;

    private final Set<String> removed = new LinkedHashSet<>();
    private final Set<String> kept = new LinkedHashSet<>();
    private List<String> procedures = List.of();
    private boolean whole = true;
    private int known;

    /** Whether there is more than when it was asked last. */
    boolean grew() {
        int now = removed.size() + kept.size();
        boolean more = now > known;
        known = now;
        return more;
    }

    void add(SourceItems part) {
        removed.addAll(part.only());
        kept.addAll(part.shared());
    }

    void add(SourceTasks.Found shown) {
        whole &= shown.whole();
    }

    void add(SourceProcedures.Found found) {
        procedures = found.retired().stream().map(ProcedureRetired::name).toList();
        whole &= found.whole();
    }

    /** There may be more that was not looked for. */
    void lost() {
        whole = false;
    }

    Undoing.Undone undone(long seq) {
        return new Undoing.Undone(
                removed.size(),
                kept.size(),
                removed.stream().limit(MOST_EXAMPLES).toList(),
                kept.stream().limit(MOST_EXAMPLES).toList(),
                procedures,
                whole,
                seq);
    }
}
