package dev.walden.activity;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** A type whose values are plain strings in the log. */
record TextCodec<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {

    static <T> TextCodec<T> of(Class<T> type, Function<T, String> write, Function<String, T> read) {
        return new TextCodec<>(type, write, read);
    }

    void addTo(SimpleModule module) {
        module.addSerializer(type, new Serializer());
        module.addDeserializer(type, new Deserializer());
    }

    private final class Serializer extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(write.apply(value));
        }
    }

    private final class Deserializer extends ValueDeserializer<T> {
        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return type.cast(context.handleUnexpectedToken(type, parser));
            }
            return read.apply(parser.getString());
        }
    }
}
