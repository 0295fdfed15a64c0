package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.orchestrator.CallPlanner.ReadyCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what the tool calls of a task want: calls of tools, and sub-tasks. Thread-safe.
 *
 * @param wave calls tools
 * @param delegates begins sub-tasks
 */
record CallEffects(ToolWave wave, Delegates delegates) {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** No call begins beside others any more. */
    void stop() {
        wave.stop();
    }

    /** Calls tools whose intents are durable, after the sub-tasks were begun that are wanted at the same time. */
    Effect calling(OpenTask task, TaskState state, Known known, List<ReadyCall> calls, ToolWave.Beside beside) {
        Effect wanted = wave.effect(task, state.progress(), calls, beside);
        return delegating(task, state, known).map(before -> before.then(wanted)).orElse(wanted);
    }

    /** Begins the sub-tasks that are waited for and not begun; empty when all are: whoever ends one wakes the task. */
    Optional<Effect> delegating(OpenTask task, TaskState state, Known known) {
        List<ToolBatch.Entry> unknown = delegates.unknown(state.batch()
                .map(batch -> batch.where(CallStatus.Delegated.class::isInstance))
                .orElse(List.of()));
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        boolean trusted = !CallPlanner.untrusted(state, known);
        return Optional.of(() -> {
            try {
                delegates.begin(task, state.progress().submission(), trusted, unknown);
            } catch (ActivityException.NoSpace | ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
                task.awaitChange(RETRY_AFTER); // those that were not begun still are not, and are looked at again
            }
            return List.of();
        });
    }
}
