package dev.walden.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several strings in one column: each as {@code LENGTH:CHARACTERS}, so that no character needs escaping. */
final class PackedStrings {

    private PackedStrings() {}

    static String pack(Collection<String> strings) {
        StringBuilder packed = new StringBuilder();
        for (String string : strings) {
            packed.append(string.length()).append(':').append(string);
        }
        return packed.toString();
    }

    static String pack(Map<String, String> map) {
        List<String> flat = new ArrayList<>();
        map.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return pack(flat);
    }

    static List<String> unpack(String packed) {
        List<String> strings = new ArrayList<>();
        int at = 0;
        while (at < packed.length()) {
            int colon = packed.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(packed, at, colon, 10);
            strings.add(packed.substring(colon + 1, end));
            at = end;
        }
        return strings;
    }

    static Map<String, String> unpackMap(String packed) {
        List<String> flat = unpack(packed);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            map.put(flat.get(i), flat.get(i + 1));
        }
        return map;
    }
}
