package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages as JSON text and as JDK types, as the package {@code dev.walden.plugin} says. Thread-safe. What is read holds no secret that was
 * given out: a server may say one back anywhere, in a description that is recorded as well as in a result.
 */
final class JsonText {

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Secrets secrets;

    JsonText(JsonMapper mapper, Secrets secrets) {
        this.secrets = secrets;
        this.reader = mapper.readerFor(Object.class)
                .with(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.USE_LONG_FOR_INTS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.writer = mapper.writer();
    }

    /**
     * Reads one object.
     *
     * @throws IOException when the bytes are something else
     */
    Map<String, @Nullable Object> object(byte[] utf8) throws IOException {
        Object value = read(utf8);
        if (!(value instanceof Map<?, ?> members)) {
            throw new IOException("a JSON object was expected");
        }
        return redactedObject(members);
    }

    private Map<String, @Nullable Object> redactedObject(Map<?, ?> members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        members.forEach((name, member) -> object.put(secrets.redacted(String.valueOf(name)), redacted(member)));
        return object;
    }

    private @Nullable Object redacted(@Nullable Object value) {
        return switch (value) {
            case String text -> secrets.redacted(text);
            case Map<?, ?> members -> redactedObject(members);
            case List<?> array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                array.forEach(element -> elements.add(redacted(element)));
                yield elements;
            }
            case null, default -> value;
        };
    }

    private @Nullable Object read(byte[] utf8) throws IOException {
        try {
            return reader.readValue(utf8);
        } catch (JacksonException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    byte[] bytes(Object value) {
        return writer.writeValueAsBytes(value);
    }

    String text(@Nullable Object value) {
        return writer.writeValueAsString(value);
    }
}
