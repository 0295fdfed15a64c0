package dev.walden.reasoning.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools as the library wants them. Every property keeps its schema as it is written, because the library's own model of schemas
 * drops what it does not know (limits, patterns, enums without a type). Of the outermost object it can carry properties, required
 * names, definitions and whether more properties are allowed; rules between properties are left to the check before the call.
 * Thread-safe.
 */
final class ToolSchemas {

    private final PerTool<ToolSpecification> specifications = new PerTool<>(ToolSchemas::read);

    List<ToolSpecification> of(List<ToolDescriptor> tools) {
        return specifications.of(tools);
    }

    private static ToolSpecification read(ToolDescriptor tool) {
        Map<String, @Nullable Object> schema = schema(tool);
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder()
                .addProperties(schemas(schema.get("properties")))
                .definitions(schemas(schema.get("$defs")))
                .required(names(schema.get("required")));
        if (schema.get("additionalProperties") instanceof Boolean allowed) {
            parameters.additionalProperties(allowed);
        }
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters.build())
                .build();
    }

    /** A tool's schema; that it is an object was checked when the tool was taken. */
    static Map<String, @Nullable Object> schema(ToolDescriptor tool) {
        return JsonText.object(tool.inputSchema())
                .orElseThrow(() -> new IllegalStateException("The input schema of tool " + tool.name()
                        + " must be a JSON object; found: " + tool.inputSchema()));
    }

    private static Map<String, JsonSchemaElement> schemas(@Nullable Object properties) {
        Map<String, JsonSchemaElement> schemas = new LinkedHashMap<>();
        if (properties instanceof Map<?, ?> map) {
            map.forEach((name, schema) -> schemas.put(String.valueOf(name), raw(schema)));
        }
        return schemas;
    }

    /** {@code true} allows anything; the library can only write objects. */
    private static JsonSchemaElement raw(@Nullable Object schema) {
        return JsonRawSchema.from(schema instanceof Map ? JsonText.write(schema) : "{}");
    }

    private static List<String> names(@Nullable Object required) {
        return required instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
