package dev.walden.tools;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The compiled JSON Schema of one tool's input. Thread-safe. Nothing is coerced: {@code "3"} is no number. */
final class InputSchema {

    private static final int MAX_COMPLAINTS = 5;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ENGLISH)
                            .build()));

    /** What a schema itself must look like; reading it takes longer than all that it is used for at a start. */
    private static final Schema META =
            REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Schema schema;

    private InputSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles the schema of a tool.
     *
     * @throws IllegalArgumentException when it is no JSON Schema of an object, naming the tool
     */
    static InputSchema compile(String tool, String json) {
        try {
            List<Error> errors = META.validate(json, InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw broken(tool, sentences(errors), null);
            }
            Schema schema = REGISTRY.getSchema(json, InputFormat.JSON);
            if (!"object".equals(schema.getSchemaNode().path("type").asString(""))) {
                throw broken(tool, "its type must be \"object\"", null);
            }
            schema.initializeValidators();
            return new InputSchema(schema);
        } catch (SchemaException | JacksonException e) {
            throw broken(tool, String.valueOf(e.getMessage()), e);
        }
    }

    /** What is wrong with these arguments: which member, what was expected and found. Empty when they fit. */
    Optional<String> complaint(Map<String, @Nullable Object> arguments) {
        List<Error> errors = schema.validate(node(arguments));
        return errors.isEmpty() ? Optional.empty() : Optional.of(sentences(errors));
    }

    private static String sentences(List<Error> errors) {
        String shown =
                errors.stream().limit(MAX_COMPLAINTS).map(InputSchema::sentence).collect(Collectors.joining("; "));
        int left = errors.size() - MAX_COMPLAINTS;
        return left > 0 ? shown + "; and " + left + " more" : shown;
    }

    private static String sentence(Error error) {
        String where = error.getInstanceLocation().toString();
        return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
    }

    private static IllegalArgumentException broken(String tool, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The input schema of tool " + tool + " is no JSON Schema of an object: " + why + ". Correct the tool.",
                cause);
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case BigInteger number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case Map<?, ?> members -> object(members);
            case List<?> elements -> array(elements);
            default ->
                throw new IllegalArgumentException("A JSON value is a JDK type as the package dev.walden.plugin says;"
                        + " found: " + value.getClass().getName());
        };
    }

    private static ObjectNode object(Map<?, ?> members) {
        ObjectNode node = NODES.objectNode();
        members.forEach((name, member) -> node.set(String.valueOf(name), node(member)));
        return node;
    }

    private static ArrayNode array(List<?> elements) {
        ArrayNode node = NODES.arrayNode();
        elements.forEach(element -> node.add(node(element)));
        return node;
    }
}
