package dev.walden.secrets;

/** A secret cannot be had. The message is a sentence without any value, fit for models and people. */
public final class SecretException extends RuntimeException {

    SecretException(String message) {
        super(message);
    }
}
