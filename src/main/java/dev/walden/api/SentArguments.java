package dev.walden.api;

import dev.walden.activity.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code arguments} of a body, as tools are given them: read by the reader of the log and not by the one of the API, which
 * would make binary fractions of decimal ones.
 */
final class SentArguments {

    static final String NAME = "arguments";

    private SentArguments() {}

    /** Of a body that was found to be an object with such a member, an object. */
    static Map<String, @Nullable Object> of(HttpServletRequest request) {
        String body = new String(BufferedRequest.bodyOf(request), StandardCharsets.UTF_8);
        return switch (JsonText.parseObject(body)) {
            case JsonText.JsonObject(var members)
            when members.get(NAME) instanceof Map<?, ?> arguments -> named(arguments);
            case JsonText.JsonObject _ -> throw Refusal.invalidValue(NAME, "an object was expected.");
            case JsonText.Malformed(String problem) -> throw Refusal.of(400, "invalid_json", "The body: " + problem);
        };
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> arguments) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        arguments.forEach((name, value) -> named.put(String.valueOf(name), value));
        return Collections.unmodifiableMap(named);
    }
}
