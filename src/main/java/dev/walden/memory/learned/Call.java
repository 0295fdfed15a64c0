package dev.walden.memory.learned;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that succeeded.
 *
 * @param result what the tool answered
 */
public record Call(String tool, Map<String, @Nullable Object> arguments, String result) {

    public Call {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** How much there is to look at. */
    int characters() {
        return arguments.toString().length() + result.length();
    }
}
