package dev.walden.tools;

import dev.walden.plugin.ToolOutput;

/** How a tool call ended. */
public sealed interface CallResult {

    /** The tool did what was asked. */
    record Succeeded(ToolOutput output) implements CallResult {}

    /**
     * It did not, without harm.
     *
     * @param message for the model
     * @param trusted false when the message may quote somebody outside
     */
    record Failed(String message, boolean trusted) implements CallResult {}

    /** Its deadline passed; running it again does no harm. The message is for the model. */
    record TimedOut(String message) implements CallResult {}

    /** It may or may not have had its effect. The reason is for the person who decides. */
    record Unknown(String reason) implements CallResult {}
}
