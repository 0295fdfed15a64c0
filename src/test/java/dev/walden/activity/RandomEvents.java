package dev.walden.activity;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Events of every type with any content, by a seed. */
final class RandomEvents {

    private static final List<String> TEXTS = List.of(
            "",
            "done",
            "a longer text, as tools give it, of a few words",
            "two\nlines\tand \"quotes\" \\ / \b\f\r",
            "Grüße, 世界 😀",
            "\u0000\u001f\u007f\u0080\u2028",
            "\ud800 alone",
            "\ufffd replaced",
            "{\"$blob\":\"no reference\"}",
            "12");
    private static final List<String> NAMES =
            List.of("", "a", "text", "ünï", "$blob", "$$blob", "x$blob", "a\"b\\c\nd");

    private static final Set<Class<?>> AS_TEXT = Set.of(TaskId.class, Space.class, Cost.class);

    private static final int MOST_ATTEMPTS = 100;

    private final RandomGenerator random;

    RandomEvents(RandomGenerator random) {
        this.random = random;
    }

    ActivityEvent next() {
        List<EventType> types = EventTypes.CURRENT.all();
        return (ActivityEvent) record(types.get(random.nextInt(types.size())).type());
    }

    /** Some records want what values of their components do not have by themselves. */
    private Object record(Class<?> type) {
        IllegalArgumentException last = new IllegalArgumentException();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return anyRecord(type);
            } catch (IllegalArgumentException refused) {
                last = refused;
            }
        }
        throw new IllegalStateException(type.toString(), last);
    }

    private Object anyRecord(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            AnnotatedType[] parameters = constructor.getAnnotatedParameterTypes();
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < values.length; i++) {
                boolean absent = parameters[i].isAnnotationPresent(Nullable.class) && random.nextBoolean();
                values[i] = absent ? null : value(components[i].getGenericType());
            }
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(type.toString(), refused);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private @Nullable Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0]) : map(arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        if (UsualValues.of(plain).isPresent() && random.nextInt(4) == 0) {
            return UsualValues.of(plain).get();
        }
        if (plain == Reply.class) {
            return reply();
        }
        if (plain == Attached.class) {
            return record(Attached.Kept.class);
        }
        if (plain.isEnum()) {
            return oneOf(List.of(plain.getEnumConstants()));
        }
        return plain.isRecord() && !AS_TEXT.contains(plain) ? record(plain) : scalar(plain);
    }

    private @Nullable Object scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> oneOf(TEXTS);
            case "int", "Integer" -> random.nextInt(1, Integer.MAX_VALUE);
            case "long", "Long" -> random.nextBoolean() ? random.nextLong(1, 1000) : random.nextLong(1, Long.MAX_VALUE);
            case "boolean" -> random.nextBoolean();
            case "Cost" -> new Cost(random.nextLong(Cost.MOST.micros() + 1));
            case "TaskId" -> TaskId.random(random);
            case "Space" -> oneOf(List.of(Space.DEFAULT, new Space("team.a")));
            case "Duration" ->
                Duration.ofNanos(
                        random.nextBoolean() ? random.nextLong(1, 90_000_000_000L) : random.nextLong(1, 1L << 60));
            case "Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(3) * 123_456_000L);
            case "Object" -> any(0);
            default -> throw new IllegalStateException("No values of " + type + " yet.");
        };
    }

    private List<@Nullable Object> list(Type element) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(element));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Type values) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(oneOf(NAMES), value(values));
        }
        return map;
    }

    private @Nullable Object any(int depth) {
        return switch (random.nextInt(depth > 3 ? 7 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> (long) random.nextInt(-20, 20);
            case 4 -> BigInteger.valueOf(random.nextLong(1, 99)).shiftLeft(80).negate();
            case 5 -> new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(1, 9));
            case 6 -> oneOf(TEXTS);
            case 7 -> Arrays.asList(any(depth + 1), any(depth + 1));
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(oneOf(NAMES), any(depth + 1));
                map.put(oneOf(NAMES), any(depth + 1));
                yield map;
            }
        };
    }

    private Object reply() {
        Class<?>[] kinds = Reply.class.getPermittedSubclasses();
        try {
            return record(kinds[random.nextInt(kinds.length)]);
        } catch (IllegalStateException withoutCalls) {
            return new Reply.Refusal("no");
        }
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
