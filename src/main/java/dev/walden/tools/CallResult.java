package dev.walden.tools;

import dev.walden.plugin.ToolOutput;

/** How a tool call ended. */
public sealed interface CallResult {

    /** The tool did what was asked. */
    record Succeeded(ToolOutput output) implements CallResult {}

    /** It did not, without harm. The message is for the model. */
    record Failed(String message) implements CallResult {}

    /** Its deadline passed; running it again does no harm. The message is for the model. */
    record TimedOut(String message) implements CallResult {}

    /** It may or may not have had its effect. The reason is for the person who decides. */
    record Unknown(String reason) implements CallResult {}
}
