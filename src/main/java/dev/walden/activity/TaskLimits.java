package dev.walden.activity;

import dev.walden.conversation.Cost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one task may use. Reaching a bound fails the task with the bound's name as its code.
 *
 * @param maxSteps model calls
 * @param maxToolCalls tool calls
 * @param maxTokens input and output tokens together
 * @param maxCost what model calls may cost; null for whatever they do
 * @param maxWallTime summed over working states, not over waiting or downtime
 */
public record TaskLimits(
        int maxSteps,
        int maxToolCalls,
        long maxTokens,
        @Nullable Cost maxCost,
        Duration maxWallTime) {

    /** Whatever it costs. */
    public TaskLimits(int maxSteps, int maxToolCalls, long maxTokens, Duration maxWallTime) {
        this(maxSteps, maxToolCalls, maxTokens, null, maxWallTime);
    }

    public TaskLimits {
        if (maxSteps < 1 || maxToolCalls < 0 || maxTokens < 1 || maxWallTime.isNegative() || maxWallTime.isZero()) {
            throw new IllegalArgumentException(
                    "Task limits are positive; found: steps %d, tool calls %d, tokens %d, wall time %s"
                            .formatted(maxSteps, maxToolCalls, maxTokens, maxWallTime));
        }
    }
}
