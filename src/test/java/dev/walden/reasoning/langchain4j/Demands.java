package dev.walden.reasoning.langchain4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What all vendors refuse in one way or another. */
final class Demands {

    static final String NAME = "[a-zA-Z0-9_-]{1,64}";

    private Demands() {}

    static void demand(boolean fact, String complaint) {
        if (!fact) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** No fields but these. */
    static void only(JsonNode object, String where, String... known) {
        demand(object.isObject(), where + " is no object");
        for (String name : object.propertyNames()) {
            demand(List.of(known).contains(name), where + " has an unknown field: " + name);
        }
    }

    static void words(JsonNode text, String where) {
        demand(text.isString() && !text.asString().isBlank(), where + " has no words");
    }

    /** The schema of a tool's arguments. */
    static void schema(JsonNode schema, String tool) {
        demand(schema.path("type").asString("").equals("object"), tool + ": the schema is no object schema");
        demand(schema.path("properties").isObject(), tool + ": the schema has no properties");
        Set<String> required = new HashSet<>();
        for (JsonNode name : schema.path("required")) {
            demand(required.add(name.asString()), tool + ": required twice: " + name);
            demand(schema.path("properties").has(name.asString()), tool + ": required names no property: " + name);
        }
    }
}
