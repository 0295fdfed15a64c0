package dev.walden.api;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Strings as they come in: JSON strings only, and only such as every later reader can hold. A lone surrogate has no UTF-8, and NUL
 * ends strings in much of the world.
 */
final class StrictText extends StdScalarDeserializer<String> {

    private static final String REFUSED =
            "a string without U+0000 and without unpaired surrogates was expected; found one with. Take them out.";

    StrictText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getString();
        return sound(text) ? text : context.reportInputMismatch(String.class, REFUSED);
    }

    static boolean sound(String text) {
        return text.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
    }

    /** The same for names of free members. */
    static final class Key extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return sound(key) ? key : context.reportInputMismatch(String.class, REFUSED);
        }
    }
}
