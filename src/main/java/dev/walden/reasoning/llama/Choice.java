package dev.walden.reasoning.llama;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that another leaves the choice of, within brackets. Rules are made of one schema at a time, so of a form of its own and
 * choices beside it they say one: what is narrower, as long as it allows no less than both together.
 */
final class Choice {

    private static final List<String> FORMS = List.of("$ref", "const", "enum", "properties", "anyOf", "oneOf");
    private static final List<?> ANYTHING = List.of(Map.of());
    private static final List<?> ANY_OBJECT = List.of(Map.of("type", "object"));

    private Choice() {}

    /** Of which rules are to be made; empty where the schema's own form is to be gone by. */
    static List<?> of(Map<?, ?> schema) {
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.get(choice) instanceof List<?> choices && !choices.isEmpty()) {
                boolean alone = !schema.containsKey("type") && !schema.containsKey("properties");
                return alone ? choices : beside(schema, choices);
            }
        }
        return List.of();
    }

    private static List<?> beside(Map<?, ?> schema, List<?> choices) {
        Object type = schema.containsKey("type") ? schema.get("type") : "object";
        long formed = choices.stream().filter(one -> hasForm(one, type)).count();
        if (schema.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
            // A choice may name properties that the schema does not, and the schema some that the choice does not.
            return formed == 0 ? List.of() : "object".equals(schema.get("type")) ? ANY_OBJECT : ANYTHING;
        }
        return formed == choices.size() ? choices : List.of();
    }

    /** Whether it says more of the form than that it is of this type. */
    private static boolean hasForm(@Nullable Object schema, @Nullable Object type) {
        return schema instanceof Map<?, ?> map
                && (FORMS.stream().anyMatch(map::containsKey)
                        || (map.containsKey("type") && !Objects.equals(map.get("type"), type)));
    }
}
