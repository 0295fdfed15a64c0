package dev.walden.tools.json;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON of others and for others, as the JDK types that the package {@code dev.walden.plugin} names. It is UTF-8 of at most 500 levels. Pure.
 */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Reads one object, with nothing behind it and no name twice.
     *
     * @throws IllegalArgumentException when the bytes are anything else, with what they are, as words that follow a colon
     */
    public static Map<String, @Nullable Object> object(byte[] bytes) {
        return object(STRICT, bytes);
    }

    /** The same of who writes names twice; the last counts. */
    public static Map<String, @Nullable Object> looseObject(byte[] bytes) {
        return object(FACTORY, bytes);
    }

    /** The same, or an array of such objects: those. Anything else in the array makes all of it none. */
    public static List<Map<String, @Nullable Object>> looseObjects(byte[] bytes) {
        return objects(FACTORY, bytes, true);
    }

    private static Map<String, @Nullable Object> object(JsonFactory factory, byte[] bytes) {
        return objects(factory, bytes, false).getFirst();
    }

    private static List<Map<String, @Nullable Object>> objects(JsonFactory factory, byte[] bytes, boolean several) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), decoded(bytes))) {
            List<Map<String, @Nullable Object>> objects = new ArrayList<>();
            boolean array = parser.nextToken() == JsonToken.START_ARRAY && several;
            if (array) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    objects.add(object(parser));
                }
            } else {
                objects.add(object(parser));
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("a JSON object with something behind it.");
            }
            return objects;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** The one that begins here. */
    private static Map<String, @Nullable Object> object(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("no JSON object.");
        }
        return members(parser);
    }

    /** The value as UTF-8, on one line. */
    public static byte[] bytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new JsonWriter(generator).write(value);
        }
        return bytes.toByteArray();
    }

    /** The value on one line, with whatever characters it has. */
    public static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new JsonWriter(generator).write(value);
        }
        return text.toString();
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8 text.", e);
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
