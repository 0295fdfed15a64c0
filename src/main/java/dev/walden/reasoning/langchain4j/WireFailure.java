package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.EngineException;

/** Carries an {@link EngineException} through the library. Has no cause: the library would unwrap it. */
final class WireFailure extends RuntimeException {

    private final transient EngineException reason;

    WireFailure(EngineException reason) {
        super(reason.getMessage());
        this.reason = reason;
    }

    EngineException reason() {
        return reason;
    }
}
