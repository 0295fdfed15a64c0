package dev.walden.activity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one text of a JSON value: names sorted, no spaces, numbers of equal value alike ({@code 1}, {@code 1.0} and {@code 1e0}). Two
 * requests are the same when their canonical texts are. Stateless; any thread may call it.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The canonical text of an object. */
    public static String of(Map<String, @Nullable Object> object) {
        return new String(bytes(object), StandardCharsets.UTF_8);
    }

    /** SHA-256 of the canonical text, hex. */
    public static String sha256(Map<String, @Nullable Object> object) {
        return Sha256.hex(bytes(object));
    }

    /**
     * SHA-256 of the canonical text of a JSON object, hex: the same whatever its spaces and the order of its members.
     *
     * @throws IllegalArgumentException when the text is no JSON object
     */
    public static String sha256OfText(String json) {
        return switch (JsonText.parseObject(json)) {
            case JsonText.JsonObject(var members) -> sha256(members);
            case JsonText.Malformed(var problem) ->
                throw new IllegalArgumentException("A JSON object was expected: " + problem);
        };
    }

    private static byte[] bytes(Map<String, @Nullable Object> object) {
        return ActivityJson.write(sorted(object));
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> object) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        object.forEach((name, value) -> members.put((String) name, canonical(value)));
        return members;
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> sorted(object);
            case List<?> array -> elements(array);
            case Number number -> decimal(number).stripTrailingZeros();
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> elements(List<?> array) {
        List<@Nullable Object> elements = new ArrayList<>(array.size());
        for (Object element : array) {
            elements.add(canonical(element));
        }
        return elements;
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double floating -> BigDecimal.valueOf(floating);
            case Float floating -> new BigDecimal(floating.toString());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
