package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item that memory holds.
 *
 * @param observedAt when it was said or became true, null when that is not known apart from {@code storedAt}
 * @param trusted false when the words came from outside, or were kept by a task that had seen such words
 * @param source who stored it: {@code task:ID} or {@code key:ID}
 * @param seq the record it was learned from
 */
public record MemoryItem(
        String id,
        Space space,
        ItemKind kind,
        String text,
        @Nullable String session,
        @Nullable String speaker,
        @Nullable String domain,
        List<String> tags,
        @Nullable Instant observedAt,
        Instant storedAt,
        Map<String, String> metadata,
        boolean trusted,
        String source,
        long seq) {

    public MemoryItem {
        tags = List.copyOf(tags);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
