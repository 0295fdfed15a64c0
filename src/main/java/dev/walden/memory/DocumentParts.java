package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which items are parts of documents, and where they stand, as far as the views can be read. Thread-safe; waits for nothing. */
public final class DocumentParts {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentParts.class);

    private final LivingItems living;

    DocumentParts(LivingItems living) {
        this.living = living;
    }

    /** Those of these items that are living parts of documents of a space, by their ids. */
    public Map<String, MemoryItem> among(Space space, List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : found(ids).stream()
                        .filter(item -> item.space().equals(space))
                        .filter(item -> item.document().isPresent())
                        .collect(Collectors.toMap(MemoryItem::id, item -> item));
    }

    /** Where something stands is an extra: whoever is told of a task that is done must not be told of a failure instead. */
    private Collection<MemoryItem> found(List<String> ids) {
        try {
            return living.ofIds(ids).values();
        } catch (ActivityException.ViewFailed unreadable) {
            LOG.atWarn()
                    .addKeyValue("error", unreadable.getMessage())
                    .log("places in documents are not told, their view is unreadable");
            return List.of();
        }
    }
}
