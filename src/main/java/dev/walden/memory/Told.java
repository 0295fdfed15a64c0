package dev.walden.memory;

import dev.walden.activity.StoredItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody wants kept.
 *
 * @param terms what is said of it beside its words, null for nothing
 * @param seen where the words may have come from, beside who has them kept
 * @param heard the item of the same words that a task was given or could have been given, null for none
 * @param keyed whether the item's id is that of its place in a request that may come again
 */
record Told(
        ItemKind kind,
        StoredItem item,
        @Nullable FactTerms terms,
        Seen seen,
        @Nullable MemoryItem heard,
        boolean keyed) {

    static Told of(NewItem wanted, StoredItem item, boolean keyed) {
        return new Told(wanted.kind(), item, wanted.terms(), Seen.NOTHING, null, keyed);
    }

    /** Where the words came from, as it is kept with them. */
    List<String> from() {
        return seen.names();
    }

    /** Whether a task has it kept: it may say what it was given. */
    boolean byTask() {
        return Erasure.task(item.source()).isPresent();
    }

    Told distrusted() {
        return new Told(kind, MemoryProjection.untrusted(item), terms, seen, heard, keyed);
    }
}
