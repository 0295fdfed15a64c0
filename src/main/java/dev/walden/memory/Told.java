package dev.walden.memory;

import dev.walden.activity.StoredItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody wants kept.
 *
 * @param terms what is said of it beside its words, null for nothing
 * @param from where the words came from, if not from who has them kept
 * @param heard the item of the same words that a task was given or could have been given, null for none
 */
record Told(
        ItemKind kind,
        StoredItem item,
        @Nullable FactTerms terms,
        List<String> from,
        @Nullable MemoryItem heard) {

    Told {
        from = List.copyOf(from);
    }

    static Told of(NewItem wanted, StoredItem item) {
        return new Told(wanted.kind(), item, wanted.terms(), List.of(), null);
    }

    /** Whether a task has it kept: it may say what it was given. */
    boolean byTask() {
        return Erasure.task(item.source()).isPresent();
    }

    Told distrusted() {
        return new Told(kind, MemoryProjection.untrusted(item), terms, from, heard);
    }
}
