package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import java.time.Duration;

/** What is known of a wanted tool call before it is made. */
public sealed interface CallCheck {

    /**
     * It can be made.
     *
     * @param input the arguments, valid under the tool's schema
     * @param timeout how long it may take
     * @param keyLifetime for keyed calls, how long the far side remembers the key; else zero
     * @param permission what policy says
     */
    record Callable(
            ToolInput input, SideEffect sideEffect, Duration timeout, Duration keyLifetime, Permission permission)
            implements CallCheck {}

    /**
     * It cannot be made.
     *
     * @param message what is wrong with it, for the model
     */
    record Invalid(String message) implements CallCheck {}

    /**
     * It cannot be made now: its tool is not there, and may come.
     *
     * @param message says so, for the model
     */
    record Unavailable(String message) implements CallCheck {}

    /** What policy says of a call. */
    sealed interface Permission {

        /** It may be made. */
        record Allow() implements Permission {}

        /** A person must consent first. */
        record Ask(String reason) implements Permission {}

        /** It may not be made. */
        record Deny(String reason) implements Permission {}
    }
}
