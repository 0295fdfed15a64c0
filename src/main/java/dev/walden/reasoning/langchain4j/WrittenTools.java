package dev.walden.reasoning.langchain4j;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools as OpenAI's API wants them, as JSON text that goes into a request as it is: the library would read and write all their schemas with
 * every call. A schema goes whole. Thread-safe.
 */
final class WrittenTools {

    private final PerTool<String> functions = new PerTool<>(WrittenTools::function);

    /** A JSON array. */
    Json of(List<ToolDescriptor> tools) {
        return new Json("[" + String.join(",", functions.of(tools)) + "]");
    }

    private static String function(ToolDescriptor tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", tool.name());
        function.put("description", tool.description());
        Map<String, @Nullable Object> schema = new LinkedHashMap<>(ToolSchemas.schema(tool));
        schema.putIfAbsent("properties", Map.of()); // the API refuses an object schema without
        function.put("parameters", schema);
        return JsonText.write(Map.of("type", "function", "function", function));
    }

    /**
     * Text that the library's writer takes over as it is.
     *
     * @param text JSON
     */
    record Json(@JsonValue @JsonRawValue String text) {}
}
