package dev.walden.reasoning.llama;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forms that arguments of a tool may have: its schema with all choices made that it leaves for the object itself. Each is an object's,
 * whatever the schema says, as arguments that are none are no call. Confined to one thread.
 */
final class ArgumentForms {

    /** Each form has rules for all its properties. */
    private static final int MOST = 16;

    /** Schemas come from anybody, and a few lines of choices between choices can mean very many. */
    private static final int MOST_LOOKS = 256;

    private static final List<ObjectForm> ANY = List.of(ObjectForm.ANY);

    private final Map<String, ?> root;
    private int looks;

    private ArgumentForms(Map<String, ?> root) {
        this.root = root;
    }

    /** Any object alone where the schema allows none, or too many forms. */
    static List<ObjectForm> of(Map<String, ?> schema) {
        ArgumentForms looking = new ArgumentForms(schema);
        List<ObjectForm> forms = looking.forms(schema);
        return forms.isEmpty() || looking.gaveUp() ? ANY : forms;
    }

    private List<ObjectForm> forms(@Nullable Object schema) {
        looks++;
        if (gaveUp() || !(schema instanceof Map<?, ?> map)) {
            return ANY;
        }
        if (!allowsObjects(map.get("type"))) {
            return List.of();
        }
        List<ObjectForm> forms = List.of(ObjectForm.of(map));
        if (map.get("$ref") instanceof String reference) {
            forms = both(forms, forms(SchemaPointer.follow(reference, root)));
        }
        for (Object one : list(map.get("allOf"))) {
            forms = both(forms, forms(one));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            List<?> schemas = list(map.get(choice));
            if (!schemas.isEmpty()) {
                forms = both(forms, schemas.stream().flatMap(this::each).toList());
            }
        }
        return forms;
    }

    private Stream<ObjectForm> each(@Nullable Object schema) {
        return forms(schema).stream();
    }

    /** Every form of the ones with every form of the others. */
    private List<ObjectForm> both(List<ObjectForm> some, List<ObjectForm> others) {
        List<ObjectForm> different = others.stream().distinct().toList();
        if (some.size() * different.size() > MOST) {
            looks = MOST_LOOKS + 1;
            return ANY;
        }
        return some.stream()
                .flatMap(one -> different.stream().map(one::and))
                .distinct()
                .toList();
    }

    private boolean gaveUp() {
        return looks > MOST_LOOKS;
    }

    private static boolean allowsObjects(@Nullable Object type) {
        return type instanceof List<?> types ? types.contains("object") : type == null || type.equals("object");
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
