package dev.walden.reasoning;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object by the letter of RFC 8259. Used once, by one thread. */
final class JsonReader {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?");

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is anything else than one object */
    Map<String, @Nullable Object> object() {
        space();
        Map<String, @Nullable Object> object = map();
        space();
        if (at < text.length()) {
            throw wrong();
        }
        return object;
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        open('{');
        boolean first = true;
        while (more('}', first)) {
            String name = string();
            space();
            take(':');
            space();
            map.put(name, value());
            first = false;
        }
        return map;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        open('[');
        while (more(']', list.isEmpty())) {
            list.add(value());
        }
        return list;
    }

    private void open(char bracket) {
        take(bracket);
        if (++depth > MAX_DEPTH) {
            throw wrong();
        }
    }

    /** Whether another element follows; takes the comma before it, or the closing bracket. */
    private boolean more(char close, boolean first) {
        space();
        if (peek() == close) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            take(',');
            space();
        }
        return true;
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong();
        };
    }

    private char unicode() {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw wrong();
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private Number number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt() || number.end() - at > MAX_NUMBER_LENGTH) {
            throw wrong();
        }
        at = number.end();
        if (number.group(1) != null || number.group(2) != null) {
            return new BigDecimal(number.group());
        }
        BigInteger whole = new BigInteger(number.group());
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("Not a JSON object, at character " + at + ".");
    }
}
