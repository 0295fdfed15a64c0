package dev.walden.plugin;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call: a JSON object as JDK types, see the package description. Immutable at its top level.
 *
 * @param values by name, in the order they were written
 */
public record ToolInput(Map<String, @Nullable Object> values) {

    public ToolInput {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A string that the schema requires.
     *
     * @throws IllegalArgumentException when it is absent or no string, which a schema should have excluded
     */
    public String string(String name) {
        return optionalString(name)
                .orElseThrow(() -> new IllegalArgumentException("The argument " + name + " must be a string."));
    }

    /** A string, when it is there. */
    public Optional<String> optionalString(String name) {
        return values.get(name) instanceof String string ? Optional.of(string) : Optional.empty();
    }

    /** A whole number, when it is there and fits. */
    public Optional<Long> optionalLong(String name) {
        Object value = values.get(name);
        if (value instanceof Long || value instanceof Integer) {
            return Optional.of(((Number) value).longValue());
        }
        if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
            return Optional.of(decimal.longValue());
        }
        return Optional.empty();
    }

    /** An object whose values are strings, as headers are; values of other types are left out. Empty when absent. */
    public Map<String, String> strings(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key instanceof String text && value instanceof String string) {
                    found.put(text, string);
                }
            });
        }
        return Collections.unmodifiableMap(found);
    }
}
