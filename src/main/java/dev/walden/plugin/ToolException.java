package dev.walden.plugin;

import org.jspecify.annotations.Nullable;

/**
 * A call failed for a reason that the model should hear of; nothing has changed that would make repeating it harmful. As with
 * {@link ToolOutput}, a tool says where its words come from.
 */
public final class ToolException extends Exception {

    private final boolean trusted;

    private ToolException(String message, boolean trusted, @Nullable Throwable cause) {
        super(message, cause);
        this.trusted = trusted;
    }

    /** With a sentence that Walden itself made, for the model: what was expected, what was found, what to do. */
    public static ToolException trusted(String message) {
        return new ToolException(message, true, null);
    }

    /** With a sentence that Walden itself made, for the model, and what caused it. */
    public static ToolException trusted(String message, Throwable cause) {
        return new ToolException(message, true, cause);
    }

    /** With a sentence for the model that may quote somebody outside, as what a library says of a server's answer does. */
    public static ToolException untrusted(String message) {
        return new ToolException(message, false, null);
    }

    /** With a sentence for the model that may quote somebody outside, and what caused it. */
    public static ToolException untrusted(String message, Throwable cause) {
        return new ToolException(message, false, cause);
    }

    /** False when the message is to be marked as untrusted in the prompt. */
    public boolean trusted() {
        return trusted;
    }
}
