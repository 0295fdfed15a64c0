package dev.walden.activity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until here {@code asked} was an object of the engine, the prompt's version and digest with a space between, and the tokens. */
final class AskedAsText implements Upcaster {

    @Override
    public Map<String, @Nullable Object> next(Map<String, @Nullable Object> older) {
        if (older.containsKey("asked")) {
            older.put("asked", text(older.get("asked")));
        }
        return older;
    }

    /** The text of what was an object. */
    static String text(@Nullable Object older) {
        if (!(older instanceof Map<?, ?> asked)
                || !(asked.get("engine") instanceof String engine)
                || !(asked.get("prompt") instanceof String prompt)
                || !(asked.get("tokens") instanceof Long tokens)) {
            throw new IllegalArgumentException("Version 2 asks an engine by a prompt for tokens");
        }
        return engine + " " + prompt + " " + tokens;
    }
}
