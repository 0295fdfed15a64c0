package dev.walden.reasoning.llama;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of an object itself, without the choices that it leaves.
 *
 * @param properties their schemas by name, in order
 * @param required names that must be there
 * @param closed whether there may be no others
 */
record ObjectForm(Map<String, @Nullable Object> properties, Set<String> required, boolean closed) {

    /** Any object. */
    static final ObjectForm ANY = new ObjectForm(Map.of(), Set.of(), false);

    ObjectForm {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    }

    static ObjectForm of(Map<?, ?> schema) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> map) {
            map.forEach((name, property) -> properties.put(String.valueOf(name), property));
        }
        Set<String> required = new LinkedHashSet<>();
        if (schema.get("required") instanceof List<?> names) {
            names.forEach(name -> required.add(String.valueOf(name)));
        }
        return new ObjectForm(properties, required, Boolean.FALSE.equals(schema.get("additionalProperties")));
    }

    /** What both say together. Of a property that both name, the other's schema is taken only where it gives the values. */
    ObjectForm and(ObjectForm other) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(properties);
        other.properties.forEach((name, property) -> {
            if (!all.containsKey(name) || givesValues(property)) {
                all.put(name, property);
            }
        });
        Set<String> names = new LinkedHashSet<>(required);
        names.addAll(other.required);
        return new ObjectForm(all, names, closed || other.closed);
    }

    private static boolean givesValues(@Nullable Object schema) {
        return schema instanceof Map<?, ?> map && (map.containsKey("const") || map.containsKey("enum"));
    }
}
