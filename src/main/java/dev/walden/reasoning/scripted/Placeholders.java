package dev.walden.reasoning.scripted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script's placeholders stand for in one reply. */
record Placeholders(String input, int step, String result) {

    /** The text with every placeholder filled in. The cheap test first: most texts have none. */
    String fill(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        return text.replace("{{step}}", Integer.toString(step))
                .replace("{{result}}", result)
                .replace("{{input}}", input);
    }

    /** Arguments with every string in them filled in, however deep. */
    Map<String, @Nullable Object> fill(Map<String, @Nullable Object> arguments) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        arguments.forEach((key, value) -> filled.put(key, value(value)));
        return filled;
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case String text -> fill(text);
            case List<?> list -> list.stream().map(this::value).toList();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> filled = new LinkedHashMap<>();
                map.forEach((key, element) -> filled.put(String.valueOf(key), value(element)));
                yield filled;
            }
            case null, default -> value;
        };
    }
}
