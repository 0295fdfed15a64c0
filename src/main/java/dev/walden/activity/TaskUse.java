package dev.walden.activity;

import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;

/**
 * What a task used, its own sub-tasks included.
 *
 * @param steps model calls
 * @param toolCalls tool calls
 * @param tokens as engines told them, or as they were estimated where none did
 * @param lostTokens reserved for model calls without outcome
 * @param cost of all model calls, with what was reserved for those without outcome
 * @param worked time in working states
 */
public record TaskUse(int steps, int toolCalls, TokenUsage tokens, long lostTokens, Cost cost, Duration worked) {

    /** Of a task that never began. */
    public static final TaskUse NOTHING = new TaskUse(0, 0, TokenUsage.ZERO, 0, Cost.NONE, Duration.ZERO);
}
