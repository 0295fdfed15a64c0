package dev.walden.plugin;

/**
 * A call was cut short after its effect may have begun: the request left and no answer came. Unsafe and keyed calls then wait for a
 * person, who can let them run again, with the same key; for others it is a failure like any.
 */
public final class OutcomeUnknownException extends Exception {

    /** With a sentence for the person who decides: what was sent where, and what is missing. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
