package dev.walden.tools.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes JSON values of JDK types. Confined to one writing. */
record JsonWriter(JsonGenerator out) {

    void write(@Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean truth -> out.writeBoolean(truth);
            case BigInteger number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number.longValue());
            case Integer number -> out.writeNumber(number.intValue());
            case Map<?, ?> members -> object(members);
            case List<?> elements -> array(elements);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private void object(Map<?, ?> members) {
        out.writeStartObject();
        members.forEach((name, member) -> {
            out.writeName(String.valueOf(name));
            write(member);
        });
        out.writeEndObject();
    }

    private void array(List<?> elements) {
        out.writeStartArray();
        elements.forEach(this::write);
        out.writeEndArray();
    }
}
