package dev.walden.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What a call that succeeded gives back: text to the model, and bytes to people.
 *
 * @param text the result; says what the attachments are, as no model is shown them
 * @param trusted false for text that somebody outside wrote (a page, a file, a message): it is then marked as
 *     untrusted in the prompt, and calls with outside effects ask a person from then on
 * @param attachments kept with the outcome and counted from 1, up to the first that is beyond {@link #MOST_ATTACHMENTS} or
 *     {@link #MOST_ATTACHED_BYTES}
 */
public record ToolOutput(String text, boolean trusted, List<Attachment> attachments) {

    /** How many attachments of one call are kept. */
    public static final int MOST_ATTACHMENTS = 16;

    /** How many bytes they may have together. */
    public static final int MOST_ATTACHED_BYTES = 4 * 1024 * 1024;

    public ToolOutput {
        Objects.requireNonNull(text, "text");
        attachments = List.copyOf(attachments);
    }

    /** Text alone. */
    public ToolOutput(String text, boolean trusted) {
        this(text, trusted, List.of());
    }

    /** Text that Walden itself made. */
    public static ToolOutput trusted(String text) {
        return new ToolOutput(text, true);
    }

    /** Text that came from outside. */
    public static ToolOutput untrusted(String text) {
        return new ToolOutput(text, false);
    }

    /** The same with other text. */
    public ToolOutput saying(String other) {
        return new ToolOutput(other, trusted, attachments);
    }

    /** The same with these attachments. */
    public ToolOutput with(List<Attachment> others) {
        return new ToolOutput(text, trusted, others);
    }
}
