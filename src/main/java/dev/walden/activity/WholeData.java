package dev.walden.activity;

import dev.walden.conversation.Reply;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the {@link UsualValues} that a record leaves out into its data, at their places, for those who look at data without making an
 * event of them: with blobs only named, or of an older version. What is there stays as it is. Pure.
 */
final class WholeData {

    private WholeData() {}

    /** The data of a kind of event; as they are when there is no such kind. */
    static Map<String, @Nullable Object> of(String type, Map<String, @Nullable Object> data) {
        return EventTypes.CURRENT
                .named(type)
                .map(known -> members(known.type(), data))
                .orElse(data);
    }

    private static Map<String, @Nullable Object> members(Class<?> type, Map<?, ?> object) {
        Map<String, @Nullable Object> left = new LinkedHashMap<>();
        object.forEach((name, value) -> left.put((String) name, value));
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (left.containsKey(name)) {
                whole.put(name, value(component.getGenericType(), left.remove(name)));
            } else {
                UsualValues.of(component).ifPresent(usual -> whole.put(name, ActivityJson.plain(usual)));
            }
        }
        left.putAll(whole); // what is no component, such as a reply's kind, comes first
        return left;
    }

    private static @Nullable Object value(Type type, @Nullable Object value) {
        if (type instanceof ParameterizedType list && value instanceof List<?> elements) {
            List<@Nullable Object> whole = new ArrayList<>(elements.size());
            elements.forEach(element -> whole.add(value(list.getActualTypeArguments()[0], element)));
            return whole;
        }
        if (!(type instanceof Class<?> plain && value instanceof Map<?, ?> object)) {
            return value;
        }
        Class<?> known = plain == Reply.class ? ActivityJson.REPLY_KINDS.get(object.get("kind")) : plain;
        return known != null && known.isRecord() ? members(known, object) : value;
    }
}
