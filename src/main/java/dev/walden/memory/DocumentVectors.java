package dev.walden.memory;

import dev.walden.activity.Views;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Tells whether documents can be found by what they mean. Thread-safe; waits for nothing. */
public final class DocumentVectors {

    private static final String LAST_CHANGE =
            "SELECT max(changed_seq) FROM memory_items WHERE space = ? AND session = ? AND kind = 'document' AND erased = 0"
                    + " AND session IS NOT NULL AND kind NOT IN ('episode', 'summary')"; // as the index has them

    private final Views views;
    private final Supplier<OptionalLong> applied;

    /** @param applied the record up to which no item waits for a vector; empty when memory makes none */
    DocumentVectors(Views views, Supplier<OptionalLong> applied) {
        this.views = views;
        this.applied = applied;
    }

    /**
     * Whether all that is found of a document has its vectors; empty when nothing of it is found yet, and when memory makes none. While an
     * index is filled anew it says no, as a search does.
     */
    public Optional<Boolean> areIn(KnowledgeDocument document) {
        OptionalLong upTo = applied.get();
        if (upTo.isEmpty() || document.chunks() == 0) {
            return Optional.empty();
        }
        return views.read(connection -> Sql.first(
                        connection,
                        LAST_CHANGE,
                        row -> row.getLong(1),
                        document.space().name(),
                        document.id()))
                .filter(changed -> changed > 0)
                .map(changed -> changed <= upTo.getAsLong());
    }
}
