package dev.walden.activity;

import java.time.Duration;

/**
 * What one task may use. Reaching a bound fails the task with the bound's name as its code.
 *
 * @param maxSteps model calls
 * @param maxToolCalls tool calls
 * @param maxTokens input and output tokens together
 * @param maxWallTime summed over working states, not over waiting or downtime
 */
public record TaskLimits(int maxSteps, int maxToolCalls, long maxTokens, Duration maxWallTime) {

    public TaskLimits {
        if (maxSteps < 1 || maxToolCalls < 0 || maxTokens < 1 || maxWallTime.isNegative() || maxWallTime.isZero()) {
            throw new IllegalArgumentException(
                    "Task limits are positive; found: steps %d, tool calls %d, tokens %d, wall time %s"
                            .formatted(maxSteps, maxToolCalls, maxTokens, maxWallTime));
        }
    }
}
