package dev.walden.memory.learned;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares values of JSON: numbers by what they are, whatever type they were read as. */
final class SameValue {

    private SameValue() {}

    static boolean of(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(plain(one), plain(other));
    }

    static boolean all(List<? extends @Nullable Object> values) {
        return values.stream().map(SameValue::plain).distinct().count() <= 1;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> Void.class;
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            case List<?> list -> list.stream().map(SameValue::plain).toList();
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, member -> plain(member.getValue())));
            default -> value;
        };
    }
}
