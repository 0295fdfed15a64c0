package dev.walden.memory.procedure;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a procedure is given.
 *
 * @param required whether it must be given; else {@code standard} takes its place
 * @param standard a {@code String}, a number or a {@code Boolean}; null when it is required
 * @param description for people and models; may be empty
 */
public record ProcedureInput(
        String name, Type type, boolean required, @Nullable Object standard, String description) {

    private static final int MAX_CHARACTERS = 8_000;

    /** What values an input takes. */
    public enum Type {
        STRING,
        NUMBER,
        BOOLEAN;

        /** The lower-case name in files and the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for any other name. */
        public static Optional<Type> ofCode(String code) {
            for (Type type : values()) {
                if (type.code().equals(code)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** The value as this input's type, from what was written; empty when it is none. */
    Optional<Object> read(Object written) {
        String text = written.toString();
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> Optional.of(text);
            case NUMBER -> number(text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        };
    }

    private static Optional<Object> number(String text) {
        if (!text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            return Optional.empty();
        }
        return Optional.of(text.contains(".") ? (Object) new BigDecimal(text) : (Object) Long.parseLong(text));
    }

    /** What it wants, in words. */
    String wanted() {
        return name + " (" + type.code() + (required ? "" : ", may be left out") + ")"
                + (description.isEmpty() ? "" : ": " + description);
    }
}
