package dev.walden.reasoning;

import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt that gave no reply: why, and whether another may. */
public final class EngineException extends Exception {

    private final String code;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;
    private final transient TokenUsage usage;

    private EngineException(String code, String message, boolean retryable, @Nullable Duration retryAfter) {
        this(code, message, retryable, retryAfter, TokenUsage.ZERO);
    }

    private EngineException(
            String code, String message, boolean retryable, @Nullable Duration retryAfter, TokenUsage usage) {
        super(message);
        this.code = code;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.usage = usage;
    }

    /** Too many requests. Worth another attempt, after the time that the engine asked for if it did. */
    public static EngineException rateLimited(String message, Optional<Duration> retryAfter) {
        return new EngineException("rate_limited", message, true, retryAfter.orElse(null));
    }

    /** The engine is broken or overloaded at the moment. Worth another attempt. */
    public static EngineException serverError(String message, Optional<Duration> retryAfter) {
        return new EngineException("engine_error", message, true, retryAfter.orElse(null));
    }

    /** No connection, or one that was cut. Worth another attempt. */
    public static EngineException connectionFailed(String message) {
        return new EngineException("connection_failed", message, true, null);
    }

    /** No answer in time. Not tried again: the engine may have worked, and cost, all that time. */
    public static EngineException timedOut(String message) {
        return new EngineException("timeout", message, false, null);
    }

    /**
     * The request cannot succeed as it is.
     *
     * @param code stable, in lower snake case
     */
    public static EngineException permanent(String code, String message) {
        return new EngineException(code, message, false, null);
    }

    /** The same failure, of an engine that used tokens before it failed. */
    public EngineException costing(TokenUsage tokens) {
        return new EngineException(code, getMessage(), retryable, retryAfter, tokens);
    }

    /** What was used although there is no reply. */
    public TokenUsage usage() {
        return usage;
    }

    /** Stable, in lower snake case. */
    public String code() {
        return code;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the engine asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The sentence given to the factory. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
