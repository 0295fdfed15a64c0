package dev.walden.activity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads objects and arrays of plain JSON that are no records of ours, with the same results as the mapper of {@link ActivityJson}. */
final class PlainTrees {

    /** Deeper values are left to the mapper, which limits the depth. */
    private static final int MAX_DEPTH = 50;

    private static final byte[] NULL = PlainValues.word("null");
    private static final String BLOB = "$blob";

    private PlainTrees() {}

    /** Any value, as {@link ExactValues} reads it. */
    static @Nullable Object any(PlainJson json) {
        return any(json, 0);
    }

    private static @Nullable Object any(PlainJson json, int depth) {
        if (json.sees('"')) {
            return json.string();
        }
        if (json.sees('{')) {
            return object(json, depth + 1);
        }
        if (json.sees('[')) {
            return array(json, depth + 1);
        }
        if (json.skip(PlainValues.TRUE)) {
            return true;
        }
        if (json.skip(PlainValues.FALSE)) {
            return false;
        }
        return json.skip(NULL) ? null : (Object) json.number();
    }

    /** An object of any values. */
    static Map<String, @Nullable Object> object(PlainJson json) {
        return object(json, 0);
    }

    private static Map<String, @Nullable Object> object(PlainJson json, int depth) {
        if (depth > MAX_DEPTH) {
            throw new NotPlain();
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        json.expect('{');
        if (json.skip('}')) {
            return members;
        }
        do {
            members.put(name(json), any(json, depth));
        } while (json.skip(','));
        json.expect('}');
        return members;
    }

    private static List<@Nullable Object> array(PlainJson json, int depth) {
        if (depth > MAX_DEPTH) {
            throw new NotPlain();
        }
        return list(json, element -> any(element, depth));
    }

    /** An object whose values are strings. */
    static Map<String, String> strings(PlainJson json) {
        Map<String, String> members = new LinkedHashMap<>();
        json.expect('{');
        if (json.skip('}')) {
            return members;
        }
        do {
            members.put(name(json), json.string());
        } while (json.skip(','));
        json.expect('}');
        return members;
    }

    static <T extends @Nullable Object> List<T> list(PlainJson json, PlainReader<T> element) {
        List<T> elements = new ArrayList<>();
        json.expect('[');
        if (json.skip(']')) {
            return elements;
        }
        do {
            elements.add(element.read(json));
        } while (json.skip(','));
        json.expect(']');
        return elements;
    }

    /** Names that {@link BlobReferences} gives a meaning to are left to it. */
    private static String name(PlainJson json) {
        String name = json.string();
        json.expect(':');
        if (name.endsWith(BLOB)) {
            throw new NotPlain();
        }
        return name;
    }
}
