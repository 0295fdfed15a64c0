package dev.walden.reasoning.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reference within a JSON schema points to. */
final class SchemaPointer {

    private static final String WITHIN = "#/";

    private SchemaPointer() {}

    /** Null where it points out of the schema, or to nothing in it. */
    static @Nullable Object follow(String reference, Map<String, ?> root) {
        if (!reference.startsWith(WITHIN)) {
            return null;
        }
        Object found = root;
        for (String part : reference.substring(WITHIN.length()).split("/", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return found;
    }
}
