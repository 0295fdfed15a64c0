package dev.walden.plugin;

import java.time.Duration;

/**
 * Something an agent can do. Implementations are thread-safe: calls of many tasks run at the same time, each on a thread
 * of its own that is interrupted when the call's deadline passes or its task is cancelled.
 */
public interface Tool {

    /** What this tool tells about itself; the same for its whole life. */
    ToolDescriptor descriptor();

    /**
     * The side effect class of a call with this input, for tools where it depends on the arguments. Pure: it may not look
     * at anything but the input and configuration fixed at start.
     */
    default SideEffect sideEffect(ToolInput input) {
        return descriptor().sideEffect();
    }

    /** How long the far side remembers the idempotency key of a call with this input. Pure, as {@link #sideEffect}. */
    default Duration keyLifetime(ToolInput input) {
        return descriptor().keyLifetime();
    }

    /**
     * Whether every call carries its idempotency key to the far side, whatever its class: then configuration may say that the key is
     * honoured there.
     */
    default boolean sendsKeyAlways() {
        return false;
    }

    /**
     * Carries out one call. The input has passed the schema. Returns when the effect, if any, has happened.
     *
     * @throws ToolException when the call failed and has certainly had no effect, or one that makes no difference; the
     *     message is told to the model
     * @throws OutcomeUnknownException when an effect may or may not have happened
     * @throws InterruptedException when interrupted; taken as {@link OutcomeUnknownException} for calls that change the world
     */
    ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException;
}
