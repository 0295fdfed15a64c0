package dev.walden.reasoning.llama;

import dev.walden.reasoning.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules in llama.cpp's notation for grammars, GBNF. Confined to one thread. */
final class Grammar {

    /** What every JSON value is made of. Space is one blank at most, so that a model cannot write blanks without an end. */
    private static final String JSON = """
            ws ::= " "?
            char ::= [^"\\\\\\x00-\\x1F\\x7F] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})
            string ::= "\\"" char* "\\""
            positive ::= [1-9] [0-9]{0,15}
            whole ::= "0" | positive
            integer ::= "-"? whole
            number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?
            boolean ::= "true" | "false"
            null ::= "null"
            array ::= "[" ws (value ("," ws value)*)? ws "]"
            object ::= "{" ws (string ":" ws value ("," ws string ":" ws value)*)? ws "}"
            value ::= string | number | boolean | null | array | object
            """;

    private final Map<String, String> rules = new LinkedHashMap<>();

    /** Adds a rule under a name made of this one, and gives the name. */
    String add(String wish, String body) {
        String name = reserve(wish);
        define(name, body);
        return name;
    }

    /** A name for a rule that is defined later, as it speaks of itself. */
    String reserve(String wish) {
        String name = wish + "-" + rules.size();
        rules.put(name, "");
        return name;
    }

    void define(String name, String body) {
        rules.put(name, body);
    }

    /** The whole, for a model to begin with this rule. */
    String from(String root) {
        return "root ::= " + root + "\n"
                + rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " ::= " + rule.getValue() + "\n")
                        .collect(Collectors.joining())
                + JSON;
    }

    /** One of these. */
    static String either(List<String> bodies) {
        return bodies.size() == 1 ? bodies.getFirst() : "(" + String.join(" | ", bodies) + ")";
    }

    /** A JSON value, to the letter. */
    static String json(@Nullable Object value) {
        return literal(JsonText.write(value));
    }

    /** This text, to the letter. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == 0x7F) {
                out.append(String.format("\\x%02X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }
}
