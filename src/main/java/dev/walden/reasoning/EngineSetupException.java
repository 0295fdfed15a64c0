package dev.walden.reasoning;

import org.jspecify.annotations.Nullable;

/** An engine's configuration cannot be used. Ends the start. */
final class EngineSetupException extends RuntimeException {

    private final String property;
    private final transient @Nullable Object value;

    /** @param property below {@code walden.reasoning.engines} */
    EngineSetupException(String property, @Nullable Object value, String message) {
        super(message);
        this.property = property;
        this.value = value;
    }

    String property() {
        return property;
    }

    @Nullable
    Object value() {
        return value;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
