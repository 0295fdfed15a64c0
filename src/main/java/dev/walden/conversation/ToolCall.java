package dev.walden.conversation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that an engine asked for.
 *
 * @param id unique within the task: {@code c1}, {@code c2}, … in the order asked for. Given by Walden, because engines
 *     repeat theirs
 * @param tool the name that the engine used; there may be no such tool
 * @param arguments the JSON object it gave; empty when that was none
 * @param malformedArguments what it gave instead of a JSON object, else null
 */
public record ToolCall(
        String id,
        String tool,
        Map<String, @Nullable Object> arguments,
        @Nullable String malformedArguments) {

    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call with well-formed arguments. */
    public static ToolCall of(String id, String tool, Map<String, @Nullable Object> arguments) {
        return new ToolCall(id, tool, arguments, null);
    }

    /** What the engine gave in place of a JSON object. */
    public Optional<String> malformed() {
        return Optional.ofNullable(malformedArguments);
    }
}
