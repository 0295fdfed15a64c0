package dev.walden.tools.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into what a server wrote, where nothing is sure to be of the type that it should be. Pure. */
final class Foreign {

    private Foreign() {}

    /** The member's text without control characters, cut at a number of characters; empty when it is none. */
    static String text(Map<String, ? extends @Nullable Object> object, String name, int atMost) {
        return object.get(name) instanceof String text ? plain(text, atMost) : "";
    }

    /** The member, when it is an object; else empty. */
    static Map<String, @Nullable Object> object(Map<String, ? extends @Nullable Object> object, String name) {
        return asObject(object.get(name));
    }

    static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> found.put(String.valueOf(key), member));
        }
        return found;
    }

    /** The objects in the member, when it is an array; else none. */
    static List<Map<String, @Nullable Object>> objects(Map<String, ? extends @Nullable Object> object, String name) {
        return object.get(name) instanceof List<?> elements
                ? elements.stream()
                        .filter(Map.class::isInstance)
                        .map(Foreign::asObject)
                        .toList()
                : List.of();
    }

    static boolean isTrue(Map<String, ? extends @Nullable Object> object, String name) {
        return Boolean.TRUE.equals(object.get(name));
    }

    /** Tabs and ends of lines stay; other control characters, and those that turn the direction of text, go. */
    static String plain(String text, int atMost) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), atMost));
        for (int at = 0; at < text.length() && kept.length() < atMost; ) {
            int codePoint = text.codePointAt(at);
            int type = Character.getType(codePoint);
            boolean white = codePoint == '\n' || codePoint == '\t';
            if (white || (type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE)) {
                kept.appendCodePoint(codePoint);
            }
            at += Character.charCount(codePoint);
        }
        return kept.toString();
    }
}
