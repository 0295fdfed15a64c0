package dev.walden.orchestrator;

import dev.walden.activity.Delegation;
import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task can give its sub-tasks: what it has left, without what those under way may use. Pure.
 *
 * @param cost null for no limit
 * @param shares in how many parts it goes: one for each sub-task that the last reply asks for, and one for the task
 */
record Allowance(
        int steps, int toolCalls, long tokens, @Nullable Cost cost, Duration wallTime, int shares) {

    /** How deep sub-tasks may have sub-tasks. */
    static final int MOST_DEPTH = 3;

    /** Of the task as it stands. One model call is kept for the task itself, to read what came of it. */
    static Allowance of(TaskState state) {
        Progress progress = state.progress();
        TaskLimits limits = progress.submission().limits();
        Progress.Spent spent = progress.usage();
        int steps = limits.maxSteps() - spent.steps() - 1;
        int toolCalls = limits.maxToolCalls() - spent.toolCalls();
        long tokens = limits.maxTokens() - spent.tokensCounted();
        Cost most = limits.maxCost();
        long money = most == null ? 0 : most.micros() - spent.money().counted().micros();
        int shares = 1;
        for (ToolBatch.Entry entry : state.batch().map(ToolBatch::entries).orElse(List.of())) {
            if (entry.status() instanceof CallStatus.Delegated(var _, TaskLimits given)) {
                steps -= given.maxSteps();
                toolCalls -= given.maxToolCalls();
                tokens -= given.maxTokens();
                money -= given.maxCost() == null ? 0 : given.maxCost().micros();
            } else if (entry.isOpen() && DelegateTool.isMeant(entry.call())) {
                shares++;
            } else if (entry.isOpen()) {
                toolCalls--; // of the plan that it stands in
            }
        }
        return new Allowance(
                steps,
                toolCalls,
                tokens,
                most == null ? null : new Cost(Math.max(0, money)),
                Decide.timeLeft(state),
                shares);
    }

    /** Why no sub-task can be begun, or not with these limits. */
    Optional<String> refusal(@Nullable Delegation origin, ToolCall call) {
        if (origin != null && origin.depth() >= MOST_DEPTH) {
            return Optional.of("a sub-task of depth %d has none of its own.".formatted(MOST_DEPTH));
        }
        if (wanted(call, "maxSteps", 1) > steps || !wallTime.isPositive()) {
            return Optional.of("the task can give %d model calls.".formatted(Math.max(0, steps)));
        }
        if (wanted(call, "maxToolCalls", 0) > Math.max(0, toolCalls)) {
            return Optional.of("the task can give %d tool calls.".formatted(Math.max(0, toolCalls)));
        }
        return wanted(call, "maxTokens", 1) > tokens
                ? Optional.of("the task can give %d tokens.".formatted(Math.max(0, tokens)))
                : Optional.empty();
    }

    /** What the sub-task of the call may use. Only of one that is not refused. */
    TaskLimits given(ToolCall call) {
        return new TaskLimits(
                (int) wanted(call, "maxSteps", Math.max(1, steps / shares)),
                (int) wanted(call, "maxToolCalls", Math.max(0, toolCalls / shares)),
                wanted(call, "maxTokens", Math.max(1, tokens / shares)),
                cost == null ? null : new Cost(cost.micros() / shares),
                wallTime);
    }

    private static long wanted(ToolCall call, String limit, long otherwise) {
        return call.arguments().get("limits") instanceof Map<?, ?> limits && limits.get(limit) instanceof Number number
                ? number.longValue()
                : otherwise;
    }
}
