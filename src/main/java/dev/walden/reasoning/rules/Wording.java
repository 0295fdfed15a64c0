package dev.walden.reasoning.rules;

import java.util.List;

/**
 * Words with gaps for the result of an earlier step. Immutable.
 *
 * @param parts what stands before, between and after the gaps; one part has no gap
 */
record Wording(List<String> parts) {

    Wording {
        parts = List.copyOf(parts);
    }

    static Wording literal(String text) {
        return new Wording(List.of(text));
    }

    static Wording around(String before, String after) {
        return new Wording(List.of(before, after));
    }

    boolean needsResult() {
        return parts.size() > 1;
    }

    String with(String result) {
        return String.join(result, parts);
    }
}
