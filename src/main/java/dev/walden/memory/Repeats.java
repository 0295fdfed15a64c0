package dev.walden.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** All that an item says beside its words. Where in a document a part stands is no matter, nor in which one of its knowledge base. */
    private record Beside(
            ItemKind kind,
            @Nullable String speaker,
            @Nullable String domain,
            List<String> tags,
            Map<String, String> metadata,
            @Nullable Instant day,
            boolean trusted,
            boolean disputed) {

        static Beside of(MemoryItem item) {
            return new Beside(
                    item.kind(),
                    item.speaker(),
                    item.domain(),
                    item.tags(),
                    item.kind() == ItemKind.DOCUMENT ? Map.of() : item.metadata(),
                    day(item),
                    item.trusted(),
                    item.validity().disputed());
        }

        /** Of documents none: a version of today says what that of last year said. */
        private static @Nullable Instant day(MemoryItem item) {
            Instant at = item.observedAt() == null ? item.storedAt() : item.observedAt();
            return item.kind() == ItemKind.DOCUMENT ? null : at.truncatedTo(ChronoUnit.DAYS);
        }
    }
}
