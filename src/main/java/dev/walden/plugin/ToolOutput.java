package dev.walden.plugin;

import java.util.Objects;

/**
 * What a call that succeeded gives back to the model.
 *
 * @param text the result
 * @param trusted false for text that somebody outside wrote (a page, a file, a message): it is then marked as
 *     untrusted in the prompt, and calls with outside effects ask a person from then on
 */
public record ToolOutput(String text, boolean trusted) {

    public ToolOutput {
        Objects.requireNonNull(text, "text");
    }

    /** Text that Walden itself made. */
    public static ToolOutput trusted(String text) {
        return new ToolOutput(text, true);
    }

    /** Text that came from outside. */
    public static ToolOutput untrusted(String text) {
        return new ToolOutput(text, false);
    }
}
