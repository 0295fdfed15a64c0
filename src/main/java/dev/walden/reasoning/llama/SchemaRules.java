package dev.walden.reasoning.llama;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema as rules of a grammar. What rules cannot say (patterns, formats, sums of conditions) is left to the check before the call:
 * then they allow more than the schema, never less, but for names that it allows without naming them. Confined to one thread.
 */
final class SchemaRules {

    /** Repetitions are written out one by one where a grammar is read; a longer string has no limit in it. */
    private static final int LONGEST_COUNTED = 300;

    /** Whole numbers of a range of this size at most are written out. */
    private static final int LARGEST_RANGE = 100;

    private static final int DEEPEST = 12;

    private final Grammar grammar;
    private final Map<String, ?> root;
    private final Map<String, String> references = new HashMap<>();
    private final Beginnings beginnings = new Beginnings();

    /** The definition whose rule is made and has written nothing yet; null behind a bracket. */
    private @Nullable String beginning;

    /** @param root the schema that references speak of */
    SchemaRules(Grammar grammar, Map<String, ?> root) {
        this.grammar = grammar;
        this.root = root;
    }

    /** The body of a rule for what the root allows. */
    String body() {
        return body(root, 0);
    }

    /** The body of a rule for what the root allows as arguments of a tool: objects in any case. */
    String arguments() {
        return Grammar.either(ArgumentForms.of(root).stream()
                .map(form -> object(form, 0))
                .distinct()
                .toList());
    }

    /** Of what stands within brackets. */
    private String inner(@Nullable Object schema, int depth) {
        String outer = beginning;
        beginning = null;
        String body = body(schema, depth + 1);
        beginning = outer;
        return body;
    }

    private String body(@Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> map) || depth > DEEPEST) {
            return "value";
        }
        if (map.get("$ref") instanceof String reference) {
            return reference(reference, depth);
        }
        if (map.containsKey("const")) {
            return Grammar.json(map.get("const"));
        }
        if (map.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return Grammar.either(values.stream().map(Grammar::json).toList());
        }
        List<?> choices = Choice.of(map);
        if (!choices.isEmpty()) {
            return Grammar.either(
                    choices.stream().map(one -> body(one, depth + 1)).toList());
        }
        if (map.get("type") instanceof List<?> types && !types.isEmpty()) {
            return Grammar.either(types.stream()
                    .map(type -> typed(String.valueOf(type), map, depth))
                    .toList());
        }
        return typed(type(map), map, depth);
    }

    private static String type(Map<?, ?> schema) {
        if (schema.get("type") instanceof String type) {
            return type;
        }
        return schema.containsKey("properties") ? "object" : "value";
    }

    private String typed(String type, Map<?, ?> schema, int depth) {
        return switch (type) {
            case "string" -> string(schema);
            case "integer" -> integer(schema);
            case "number", "boolean", "null" -> type;
            case "array" -> array(schema, depth);
            case "object" -> object(ObjectForm.of(schema), depth);
            default -> "value";
        };
    }

    /** The rule of a definition is made once, so it can speak of itself; but not begin with itself: there is nothing that it would say. */
    private String reference(String reference, int depth) {
        String known = references.get(reference);
        if (known != null) {
            return begins(known) ? known : "value";
        }
        Object found = SchemaPointer.follow(reference, root);
        if (found == null) {
            return "value";
        }
        String name = grammar.reserve("definition");
        references.put(reference, name);
        begins(name);
        String outer = beginning;
        beginning = name;
        grammar.define(name, body(found, depth + 1));
        beginning = outer;
        return name;
    }

    /** Whether this rule may stand here. */
    private boolean begins(String rule) {
        return beginning == null || beginnings.add(beginning, rule);
    }

    private static String string(Map<?, ?> schema) {
        int least = Math.min(count(schema.get("minLength"), 0), LONGEST_COUNTED);
        int most = count(schema.get("maxLength"), Integer.MAX_VALUE);
        if (most <= LONGEST_COUNTED) {
            return "\"\\\"\" char{" + Math.min(least, most) + "," + most + "} \"\\\"\"";
        }
        return least == 0 ? "string" : "\"\\\"\" char{" + least + ",} \"\\\"\"";
    }

    private static String integer(Map<?, ?> schema) {
        Object minimum = schema.get("minimum");
        List<Long> range = range(minimum, schema.get("maximum"));
        if (!range.isEmpty()) {
            return Grammar.either(range.stream().map(Grammar::json).toList());
        }
        int sign = minimum instanceof Number least ? decimal(least).signum() : -1;
        return sign < 0 ? "integer" : sign == 0 ? "whole" : "positive";
    }

    /** The numbers of a small range between whole bounds; empty for others. */
    private static List<Long> range(@Nullable Object minimum, @Nullable Object maximum) {
        if (!(minimum instanceof Number least && maximum instanceof Number most)) {
            return List.of();
        }
        try {
            long first = decimal(least).longValueExact();
            long last = decimal(most).longValueExact();
            return Math.subtractExact(last, first) <= LARGEST_RANGE
                    ? LongStream.rangeClosed(first, last).boxed().toList()
                    : List.of();
        } catch (ArithmeticException notWholeOrTooLarge) {
            return List.of();
        }
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private String array(Map<?, ?> schema, int depth) {
        String item = grammar.add("item", inner(schema.get("items"), depth));
        int least = Math.min(count(schema.get("minItems"), 0), LONGEST_COUNTED);
        int most = count(schema.get("maxItems"), Integer.MAX_VALUE);
        if (most == 0) {
            return "\"[\" ws \"]\"";
        }
        String others = most > LONGEST_COUNTED ? "" : String.valueOf(most - 1);
        String items = item + " (\",\" ws " + item + "){" + Math.max(0, least - 1) + "," + others + "}";
        return "\"[\" ws " + (least == 0 ? "(" + items + ")?" : items) + " ws \"]\"";
    }

    private String object(ObjectForm form, int depth) {
        if (form.properties().isEmpty()) {
            return form.closed() ? "\"{\" ws \"}\"" : "object";
        }
        List<String> required = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        form.properties().forEach((name, property) -> {
            String member = Grammar.json(name) + " \":\" ws " + inner(property, depth);
            (form.required().contains(name) ? required : optional).add(grammar.add("member", member));
        });
        return "\"{\" ws " + members(required, optional) + " ws \"}\"";
    }

    /** Those that must be there first, then those that may, in order. */
    private static String members(List<String> required, List<String> optional) {
        if (!required.isEmpty()) {
            return String.join(" \",\" ws ", required) + rest(optional);
        }
        List<String> beginnings = new ArrayList<>();
        for (int first = 0; first < optional.size(); first++) {
            beginnings.add(optional.get(first) + rest(optional.subList(first + 1, optional.size())));
        }
        return "(" + String.join(" | ", beginnings) + ")?";
    }

    private static String rest(List<String> optional) {
        StringBuilder rest = new StringBuilder();
        optional.forEach(member -> rest.append(" (\",\" ws ").append(member).append(")?"));
        return rest.toString();
    }

    private static int count(@Nullable Object number, int otherwise) {
        return number instanceof Number count ? (int) Math.clamp(count.doubleValue(), 0, Integer.MAX_VALUE) : otherwise;
    }
}
