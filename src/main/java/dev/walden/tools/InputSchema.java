package dev.walden.tools;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The compiled JSON Schema of one tool's input. Thread-safe. Nothing is coerced: {@code "3"} is no number. */
final class InputSchema {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ENGLISH)
                            .build()));

    /** What a schema itself must look like; reading it takes longer than all that it is used for at a start. */
    static final Schema META = REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Function<Map<String, @Nullable Object>, Optional<String>> check;

    private InputSchema(Function<Map<String, @Nullable Object>, Optional<String>> check) {
        this.check = check;
    }

    /** One that somebody outside wrote, and that has been found to be one: each check is bounded in its steps. */
    static InputSchema foreign(Map<String, @Nullable Object> members) {
        BoundedSchema bounded = BoundedSchema.of(members);
        return new InputSchema(bounded::complaint);
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
                throw broken(tool, SchemaFaults.sentences(errors), null);
            }
            Schema schema = REGISTRY.getSchema(json, InputFormat.JSON);
            if (!"object".equals(schema.getSchemaNode().path("type").asString(""))) {
                throw broken(tool, "its type must be \"object\"", null);
            }
            schema.initializeValidators();
            return new InputSchema(arguments -> complaint(schema, arguments));
        } catch (SchemaException | JacksonException e) {
            throw broken(tool, String.valueOf(e.getMessage()), e);
        }
    }

    /** What is wrong with these arguments: which member, what was expected and found, as whole sentences. Empty when they fit. */
    Optional<String> complaint(Map<String, @Nullable Object> arguments) {
        return check.apply(arguments);
    }

    private static Optional<String> complaint(Schema schema, Map<String, @Nullable Object> arguments) {
        List<Error> errors = schema.validate(JsonNodes.of(arguments));
        return errors.isEmpty() ? Optional.empty() : Optional.of(SchemaFaults.sentences(errors) + ".");
    }

    private static IllegalArgumentException broken(String tool, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The input schema of tool " + tool + " is no JSON Schema of an object: " + why + ". Correct the tool.",
                cause);
    }
}
