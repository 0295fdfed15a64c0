package dev.walden.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.activity.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The items that live, by their ids. Thread-safe. Those last asked for are kept in RAM until any item is erased or reworded: items
 * never change otherwise, and the same ones are recalled again and again.
 */
final class LivingItems {

    private static final long MAX_CHARS = 4L << 20;
    /** Counts for the rest of an item. */
    private static final int CHARS_AN_ITEM = 300;

    private final Views views;
    private final LongSupplier changes;
    private volatile Kept kept = new Kept(-1);

    /** @param changes how often an item was erased or reworded; moves on once readers of the views can see it */
    LivingItems(Views views, LongSupplier changes) {
        this.views = views;
        this.changes = changes;
    }

    /** Those of these ids that live. */
    Map<String, MemoryItem> ofIds(List<String> ids) {
        Cache<String, MemoryItem> items = current().items;
        Map<String, MemoryItem> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            MemoryItem item = items.getIfPresent(id);
            if (item == null) {
                missing.add(id);
            } else {
                found.put(id, item);
            }
        }
        if (!missing.isEmpty()) {
            for (MemoryItem item : views.read(connection -> ItemTable.living(connection, missing))) {
                items.put(item.id(), item);
                found.put(item.id(), item);
            }
        }
        return found;
    }

    /** The count is taken before the table is read: what a change overtakes is kept for as long as the old count holds, no longer. */
    private Kept current() {
        Kept known = kept;
        long now = changes.getAsLong();
        if (known.changes == now) {
            return known;
        }
        Kept anew = new Kept(now);
        kept = anew;
        return anew;
    }

    /** Items as they were after so many changes. */
    private static final class Kept {

        private final long changes;
        private final Cache<String, MemoryItem> items = Caffeine.newBuilder()
                .maximumWeight(MAX_CHARS)
                .weigher((String id, MemoryItem item) -> item.text().length() + CHARS_AN_ITEM)
                .build();

        Kept(long changes) {
            this.changes = changes;
        }
    }
}
