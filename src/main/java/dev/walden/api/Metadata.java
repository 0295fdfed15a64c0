package dev.walden.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Free notes that come with a request. */
final class Metadata {

    static final int MOST_ENTRIES = 64;

    private Metadata() {}

    /** The notes, none for null. */
    static Map<String, String> checked(@Nullable Map<String, String> notes) {
        if (notes == null) {
            return Map.of();
        }
        Map<String, String> whole = new LinkedHashMap<>();
        notes.forEach((name, value) -> {
            if (value == null) { // JSON knows no type that forbids it
                throw Refusal.invalidValue(
                        "metadata." + Excerpt.of(name), "a string was expected; found: null. Leave the entry out.");
            }
            whole.put(name, value);
        });
        return whole;
    }
}
