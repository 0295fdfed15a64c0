package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text of others, read and written without loss. Values are JDK types: {@code Map}, {@code List}, {@code String}, {@code Boolean},
 * {@code Long} or {@code BigInteger}, {@code BigDecimal}, {@code null}. Stateless; any thread may call it.
 */
public final class JsonText {

    /** Deeper nesting is malformed; it leaves room for the events that such a value becomes part of. */
    public static final int MAX_DEPTH = 200;

    private static final JsonFactory FOREIGN = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /** Reads a JSON object. Anything else, duplicate names, trailing text and nesting beyond {@link #MAX_DEPTH} are malformed. */
    public static Parsed parseObject(String text) {
        try {
            Map<String, @Nullable Object> members = ActivityJson.readObject(text, FOREIGN);
            return members == null ? new Malformed("An object was expected, not null.") : new JsonObject(members);
        } catch (JacksonException malformed) {
            return new Malformed(malformed.getOriginalMessage());
        }
    }

    /** Reads any JSON value, as strictly as {@link #parseObject}. */
    public static ParsedValue parse(String text) {
        try {
            return new JsonValue(ActivityJson.readValue(text, FOREIGN));
        } catch (JacksonException malformed) {
            return new Malformed(malformed.getOriginalMessage());
        }
    }

    /** Compact JSON of any value. */
    public static String writeValue(@Nullable Object value) {
        return new String(ActivityJson.write(value), StandardCharsets.UTF_8);
    }

    /** Compact JSON, members in the map's order. */
    public static String write(Map<String, @Nullable Object> object) {
        return new String(ActivityJson.write(object), StandardCharsets.UTF_8);
    }

    /** What a text turned out to be. */
    public sealed interface Parsed {}

    /** What a text turned out to be that may be any value. */
    public sealed interface ParsedValue {}

    /** A JSON value, null among them. The caller owns it and may change it. */
    public record JsonValue(@Nullable Object value) implements ParsedValue {}

    /** A JSON object. The caller owns the map and may change it. */
    public record JsonObject(Map<String, @Nullable Object> members) implements Parsed {}

    /**
     * No JSON object, or no JSON.
     *
     * @param problem what is wrong with it, for people and models
     */
    public record Malformed(String problem) implements Parsed, ParsedValue {}
}
