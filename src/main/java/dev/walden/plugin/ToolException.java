package dev.walden.plugin;

/** A call failed for a reason that the model should hear of; nothing has changed that would make repeating it harmful. */
public final class ToolException extends Exception {

    /** With a sentence for the model: what was expected, what was found, what to do. */
    public ToolException(String message) {
        super(message);
    }

    /** With a sentence for the model and what caused it. */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
