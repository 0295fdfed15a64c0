package dev.walden.activity;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was put into memory.
 *
 * @param id unique within the service; derived from the tool call or request that stores it, so that a repeated one stores nothing twice
 * @param space where it belongs
 * @param text the words
 * @param session the conversation that it is part of, if any
 * @param speaker who said it, if known
 * @param domain the field of knowledge, if known
 * @param tags free labels
 * @param observedAt when it was said or became true, if that is not when it was stored
 * @param metadata the submitter's own notes, given back as they are
 * @param trusted false when the words came from outside: a document, a page, a tool's output
 * @param source who stored it: {@code task:ID} or {@code key:ID}
 */
public record StoredItem(
        String id,
        Space space,
        String text,
        @Nullable String session,
        @Nullable String speaker,
        @Nullable String domain,
        List<String> tags,
        @Nullable Instant observedAt,
        Map<String, String> metadata,
        boolean trusted,
        String source) {

    public StoredItem {
        tags = List.copyOf(tags);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
