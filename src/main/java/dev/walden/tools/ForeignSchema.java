package dev.walden.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a schema may not have that somebody outside wrote: places outside of itself, names for its own parts, expressions that are none,
 * depths that nobody can look into. Looks at every object of the document, so that no part is forgotten. Confined to one schema.
 */
final class ForeignSchema {

    private static final int MOST_DEPTH = 64;
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String OWN_PLACE = "#/";
    private static final Set<String> NAMES = Set.of(
            "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary");

    private final Map<String, ?> root;

    private ForeignSchema(Map<String, ?> root) {
        this.root = root;
    }

    /** The first thing that is wrong and where, as words that follow a colon; empty when there is none. */
    static Optional<String> fault(Map<String, ?> schema) {
        return new ForeignSchema(schema).fault(schema, "", 0);
    }

    private Optional<String> fault(@Nullable Object value, String where, int depth) {
        if (depth > MOST_DEPTH) {
            return Optional.of(where + ": more than " + MOST_DEPTH + " levels.");
        }
        return switch (value) {
            case Map<?, ?> members -> inObject(members, where, depth);
            case List<?> elements -> inArray(elements, where, depth);
            case null, default -> Optional.empty();
        };
    }

    private Optional<String> inObject(Map<?, ?> members, String where, int depth) {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = String.valueOf(member.getKey());
            String place = where + "/" + name;
            Optional<String> fault =
                    keyword(name, member.getValue(), place).or(() -> fault(member.getValue(), place, depth + 1));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inArray(List<?> elements, String where, int depth) {
        for (int i = 0; i < elements.size(); i++) {
            Optional<String> fault = fault(elements.get(i), where + "/" + i, depth + 1);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** A property may have such a name, too; then its value is a schema and no text. */
    private Optional<String> keyword(String name, @Nullable Object value, String place) {
        if (name.equals("patternProperties") && value instanceof Map<?, ?> patterns) {
            return patterns.keySet().stream()
                    .map(pattern -> pattern(String.valueOf(pattern), place))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        if (NAMES.contains(name)) {
            return Optional.of(
                    place + ": parts are not named here. Point to them by $ref and their place, as in #/$defs/name.");
        }
        return switch (name) {
            case "$schema" ->
                text.equals(DIALECT)
                        ? Optional.empty()
                        : Optional.of(place + ": another dialect than " + DIALECT + ". Leave it out.");
            case "$ref" -> reference(text, place);
            case "pattern" -> pattern(text, place);
            default -> Optional.empty();
        };
    }

    private Optional<String> reference(String text, String place) {
        if (!text.equals("#") && !text.startsWith(OWN_PLACE)) {
            return Optional.of(place + ": a place outside of the schema, which is never fetched. Put it under $defs.");
        }
        Object found = root;
        for (String part : text.equals("#")
                ? new String[0]
                : text.substring(OWN_PLACE.length()).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            found = switch (found) {
                case Map<?, ?> members -> members.get(name);
                case List<?> elements -> element(elements, name);
                case null, default -> null;
            };
        }
        return found instanceof Map || found instanceof Boolean
                ? Optional.empty()
                : Optional.of(place + ": no schema of this one is at " + text + ".");
    }

    private static @Nullable Object element(List<?> elements, String index) {
        return index.matches("\\d{1,5}") && Integer.parseInt(index) < elements.size()
                ? elements.get(Integer.parseInt(index))
                : null;
    }

    private static Optional<String> pattern(String expression, String place) {
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(place + ": no regular expression. " + e.getDescription() + ".");
        } catch (StackOverflowError _) { // thousands of parentheses in each other
            return Optional.of(place + ": a regular expression that is too deep to be read.");
        }
    }
}
