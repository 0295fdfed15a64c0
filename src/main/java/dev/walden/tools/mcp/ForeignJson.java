package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import dev.walden.tools.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server wrote. It holds no secret that was given out: a server may say one back anywhere, in a description that is recorded as
 * well as in a result. Thread-safe.
 */
record ForeignJson(Secrets secrets) {

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException when the bytes are something else
     */
    Map<String, @Nullable Object> object(byte[] utf8) {
        return redactedObject(Json.looseObject(utf8));
    }

    /**
     * Reads one object, or the objects of an array.
     *
     * @throws IllegalArgumentException when the bytes are something else
     */
    List<Map<String, @Nullable Object>> objects(byte[] utf8) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        Json.looseObjects(utf8).forEach(object -> objects.add(redactedObject(object)));
        return objects;
    }

    private Map<String, @Nullable Object> redactedObject(Map<?, ?> members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        members.forEach((name, member) -> object.put(redactedText(String.valueOf(name)), redacted(member)));
        return object;
    }

    private @Nullable Object redacted(@Nullable Object value) {
        return switch (value) {
            case String text -> redactedText(text);
            case Map<?, ?> members -> redactedObject(members);
            case List<?> array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                array.forEach(element -> elements.add(redacted(element)));
                yield elements;
            }
            case null, default -> value;
        };
    }

    /** A value between whose characters stand some that are taken out of texts later must not be put together by that. */
    private String redactedText(String text) {
        String redacted = secrets.redacted(text);
        String plain = Foreign.plain(redacted, redacted.length());
        if (plain.length() == redacted.length()) {
            return redacted;
        }
        String clean = secrets.redacted(plain);
        return clean.equals(plain) ? redacted : clean;
    }
}
