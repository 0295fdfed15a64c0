package dev.walden.reasoning.scripted;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read with messages that say where.
 *
 * @param where the file and the path inside it
 */
record Fields(String where, Map<?, ?> values) {

    static Fields of(String where, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(where, map);
        }
        throw new IllegalArgumentException(where + ": a mapping (name: value) is expected here.");
    }

    IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(where + ": " + expected + ".");
    }

    void only(Set<String> known) {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw wrong("unknown name " + key + "; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** Numbers and booleans count as strings: {@code answer: 42} needs no quotes. */
    Optional<String> string(String name) {
        Object value = values.get(name);
        if (value instanceof Map || value instanceof List) {
            throw wrong(name + " is a string");
        }
        return Optional.ofNullable(value).map(String::valueOf);
    }

    String required(String name) {
        return string(name).orElseThrow(() -> wrong(name + " is missing"));
    }

    Optional<Integer> integer(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Integer number -> Optional.of(number);
            default -> throw wrong(name + " is a whole number");
        };
    }

    Optional<Duration> duration(String name) {
        return string(name).map(text -> {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw wrong(name + " is a time such as 200ms, 5s or PT1M; found: " + text);
            }
        });
    }

    Optional<Pattern> pattern(String name) {
        return string(name).map(text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw wrong(name + " is a regular expression; " + e.getMessage());
            }
        });
    }

    List<String> strings(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object element : list(name)) {
            objects.add(of(where + ", " + name + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    Optional<Fields> object(String name) {
        return Optional.<Object>ofNullable(values.get(name)).map(value -> of(where + ", " + name, value));
    }

    /** This mapping as a JSON object of JDK types, with the number types that tools get. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        values.forEach((key, value) -> json.put(String.valueOf(key), json(value)));
        return json;
    }

    private List<?> list(String name) {
        return switch (values.get(name)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw wrong(name + " is a list");
        };
    }

    private @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Integer number -> Long.valueOf(number);
            case Double number -> BigDecimal.valueOf(number);
            case List<?> list -> list.stream().map(this::json).toList();
            case Map<?, ?> map -> new Fields(where, map).json();
            case null, default -> value;
        };
    }
}
