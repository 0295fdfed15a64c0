package dev.walden.activity;

import dev.walden.conversation.Reply;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the plain reader of a component's type, once, when the first event is read. What it does not know is left to the mapper. */
final class PlainRecords {

    private static final PlainReader<Object> OF_THE_MAPPER = json -> {
        throw new NotPlain();
    };
    private static final Map<Class<?>, PlainReader<?>> VALUES = values();

    private PlainRecords() {}

    private static Map<Class<?>, PlainReader<?>> values() {
        Map<Class<?>, PlainReader<?>> values = new HashMap<>();
        values.put(String.class, PlainJson::string);
        values.put(long.class, PlainJson::number);
        values.put(Long.class, PlainJson::number);
        values.put(int.class, PlainValues::integer);
        values.put(Integer.class, PlainValues::integer);
        values.put(boolean.class, PlainValues::bool);
        values.put(Duration.class, PlainValues::duration);
        values.put(Instant.class, PlainValues::instant);
        ActivityJson.TEXTS.forEach(text -> values.put(text.type(), text(text)));
        return values;
    }

    private static <T> PlainReader<T> text(TextCodec<T> codec) {
        return json -> codec.read().apply(json.string());
    }

    static PlainReader<? extends @Nullable Object> of(Type type) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                PlainReader<? extends @Nullable Object> element = of(arguments[0]);
                return json -> PlainTrees.list(json, element);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return map(arguments[1]);
            }
        }
        return OF_THE_MAPPER;
    }

    private static PlainReader<?> map(Type values) {
        if (values == String.class) {
            return PlainTrees::strings;
        }
        return values == Object.class ? PlainTrees::object : OF_THE_MAPPER;
    }

    private static PlainReader<?> ofClass(Class<?> type) {
        PlainReader<?> value = VALUES.get(type);
        if (value != null) {
            return value;
        }
        if (type == Reply.class) {
            return new PlainReplies();
        }
        return type.isRecord() ? PlainRecord.of(type)::read : OF_THE_MAPPER;
    }
}
