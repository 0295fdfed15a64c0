package dev.walden.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which items of a search say what a better one says already. What differs in anything beside its words is something else: said by
 * somebody else or on another day, of another thing, with or without trust. Confined to one search; each item is held against those
 * that were kept.
 */
final class Repeats {

    private final Map<Beside, List<TextWords>> kept = new HashMap<>();

    /** Whether no item that was kept says the same; then this one is kept. To be asked best first. */
    boolean isNew(MemoryItem item) {
        return isNew(item, TextWords.of(item.text()));
    }

    /** The same of an item whose words are told apart already. */
    boolean isNew(MemoryItem item, TextWords wording) {
        boolean wordForWord =
                item.kind() == ItemKind.FACT; // when it was written, it was decided which facts are the same
        List<TextWords> alike = kept.computeIfAbsent(Beside.of(item), _ -> new ArrayList<>());
        for (TextWords other : alike) {
            if (wording.same(other) || (!wordForWord && wording.isNear(other))) {
                return false;
            }
        }
        alike.add(wording);
        return true;
    }
}
