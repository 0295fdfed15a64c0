package dev.walden.activity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a learned procedure.
 *
 * @param name by which later steps mean its result
 * @param arguments with gaps {@code {{input.NAME}}} and {@code {{steps.NAME.result}}}
 */
public record LearnedStep(String name, String tool, Map<String, @Nullable Object> arguments) {

    public LearnedStep {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
