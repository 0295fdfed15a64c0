package dev.walden.reasoning;

import dev.walden.plugin.ToolDescriptor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the schema of a tool says of its arguments. Immutable.
 *
 * @param closed whether it takes no others
 */
record TakenArguments(List<String> names, boolean closed) {

    static TakenArguments of(ToolDescriptor tool) {
        Map<String, @Nullable Object> schema =
                JsonText.object(tool.inputSchema()).orElse(Map.of());
        List<String> names = schema.get("properties") instanceof Map<?, ?> properties
                ? properties.keySet().stream().map(String::valueOf).toList()
                : List.of();
        boolean others = schema.containsKey("patternProperties");
        return new TakenArguments(names, Boolean.FALSE.equals(schema.get("additionalProperties")) && !others);
    }

    boolean has(String name) {
        return !closed || names.contains(name);
    }

    String list() {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
