package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as somebody asks for it. Null stands for the default.
 *
 * @param session null for a session of its own
 * @param submittedBy id of the API key
 * @param idempotency null when the submitter gave no key
 * @param outputSchema the JSON Schema that the answer is to fit, as text; null for an answer in words
 * @param role of that key; null for a user
 */
public record TaskSubmission(
        String input,
        @Nullable String session,
        Space space,
        @Nullable String engine,
        WantedLimits limits,
        Map<String, String> metadata,
        String submittedBy,
        @Nullable Idempotency idempotency,
        @Nullable String outputSchema,
        @Nullable String role) {

    public TaskSubmission {
        metadata = Map.copyOf(metadata);
    }

    /** Limits as asked for; null stands for the configured default. */
    public record WantedLimits(
            @Nullable Integer maxSteps,
            @Nullable Integer maxToolCalls,
            @Nullable Long maxTokens,
            @Nullable Cost maxCost,
            @Nullable Duration maxWallTime) {

        /** Nothing asked for. */
        public static final WantedLimits NONE = new WantedLimits(null, null, null, null, null);
    }

    /**
     * What makes a repetition of the request recognisable.
     *
     * @param key as the submitter gave it
     * @param digest SHA-256 of the request as canonical JSON, hex
     */
    public record Idempotency(String key, String digest) {}
}
