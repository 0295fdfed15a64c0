package dev.walden.tools;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON values of JDK types as the library of schemas wants them. Pure. */
final class JsonNodes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode of(@Nullable Object value) {
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
        members.forEach((name, member) -> node.set(String.valueOf(name), of(member)));
        return node;
    }

    private static ArrayNode array(List<?> elements) {
        ArrayNode node = NODES.arrayNode();
        elements.forEach(element -> node.add(of(element)));
        return node;
    }
}
