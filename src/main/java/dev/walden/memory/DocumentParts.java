package dev.walden.memory;

import dev.walden.activity.Space;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells which items are parts of documents, and where they stand. Thread-safe; waits for nothing. */
public final class DocumentParts {

    private final LivingItems living;

    DocumentParts(LivingItems living) {
        this.living = living;
    }

    /** Those of these items that are living parts of documents of a space, by their ids. */
    public Map<String, MemoryItem> among(Space space, List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : living.ofIds(ids).values().stream()
                        .filter(item -> item.space().equals(space))
                        .filter(item -> item.document().isPresent())
                        .collect(Collectors.toMap(MemoryItem::id, item -> item));
    }
}
