package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be stored. Bounds: {@value #MAX_TEXT_CHARS} characters of text, {@value #MAX_NAME_CHARS} of session, speaker,
 * domain and each tag, {@value #MAX_TAGS} tags, {@value #MAX_METADATA_CHARS} characters of metadata in all.
 *
 * @param kind a fact or a message
 * @param observedAt when it was said or became true, in the years 1 to 9999, null for now
 * @param metadata given back as it is
 * @param terms what is said of it beside its words, null for nothing
 */
public record NewItem(
        ItemKind kind,
        Space space,
        String text,
        @Nullable String session,
        @Nullable String speaker,
        @Nullable String domain,
        List<String> tags,
        @Nullable Instant observedAt,
        Map<String, String> metadata,
        @Nullable FactTerms terms) {

    /** The longest text that one item holds; longer ones are documents. */
    public static final int MAX_TEXT_CHARS = 65_536;

    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_TAGS = 32;
    private static final int MAX_METADATA_CHARS = 8_192;
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    /** Exclusive. Beyond it dates have no four-digit year, and far beyond it no calendar date at all. */
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    /** @throws MemoryException.Unacceptable when a bound is passed or there is nothing to store */
    public NewItem {
        tags = List.copyOf(tags);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (kind != ItemKind.FACT && kind != ItemKind.MESSAGE) {
            throw unacceptable("kind", "is fact or message", kind.code());
        }
        if (text.isBlank()) {
            throw unacceptable("text", "has at least one word", "a blank one");
        }
        checkLength("text", text, MAX_TEXT_CHARS);
        checkLength("session", session, MAX_NAME_CHARS);
        checkLength("speaker", speaker, MAX_NAME_CHARS);
        checkLength("domain", domain, MAX_NAME_CHARS);
        if (tags.size() > MAX_TAGS) {
            throw unacceptable("tags", "are at most " + MAX_TAGS, Integer.toString(tags.size()));
        }
        tags.forEach(tag -> checkLength("tags", tag, MAX_NAME_CHARS));
        checkTime("observedAt", observedAt);
        if (terms != null && kind != ItemKind.FACT) {
            throw unacceptable("kind", "with a validity, a subject or a source is fact", kind.code());
        }
        checkLength(
                "metadata",
                String.join("", metadata.keySet()) + String.join("", metadata.values()),
                MAX_METADATA_CHARS);
    }

    StoredItem withId(String id, String by) {
        boolean trusted = terms == null || terms.trusted();
        return new StoredItem(id, space, text, session, speaker, domain, tags, observedAt, metadata, trusted, by);
    }

    static void checkTime(String name, @Nullable Instant time) {
        if (time != null && (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME))) {
            throw unacceptable(name, "lies in the years 1 to 9999", time.toString());
        }
    }

    static void checkName(String name, @Nullable String value) {
        checkLength(name, value, MAX_NAME_CHARS);
    }

    private static void checkLength(String name, @Nullable String value, int maxChars) {
        if (value != null && value.length() > maxChars) {
            throw unacceptable(name, "has at most " + maxChars + " characters", Integer.toString(value.length()));
        }
    }

    static MemoryException unacceptable(String name, String expected, String found) {
        return new MemoryException.Unacceptable(
                "invalid_item", "The %s of an item %s; found: %s.".formatted(name, expected, found));
    }
}
