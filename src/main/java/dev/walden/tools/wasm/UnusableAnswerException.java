package dev.walden.tools.wasm;

/** A module does not keep to the interface. The message goes on after a colon. */
final class UnusableAnswerException extends RuntimeException {

    UnusableAnswerException(String message) {
        super(message);
    }

    UnusableAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
