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

    /** Calls tools whose intents are durable. Whoever is asked what goes beside them begins the sub-tasks that are wanted, too. */
    Effect calling(OpenTask task, TaskState state, List<ReadyCall> calls, SideBySide.Beside beside) {
        return wave.effect(task, state.progress(), calls, beside);
    }

    /** Begins the sub-tasks that are waited for and not begun; empty when all are: whoever ends one wakes the task. */
    Optional<Effect> delegating(OpenTask task, TaskState state, Known known) {
        List<ToolBatch.Entry> unknown = unknown(state);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(() -> {
                    if (!begin(task, state, known, unknown)) {
                        task.awaitChange(RETRY_AFTER);
                    }
                    return List.of();
                });
    }

    private List<ToolBatch.Entry> unknown(TaskState state) {
        return delegates.unknown(state.batch()
                .map(batch -> batch.where(CallStatus.Delegated.class::isInstance))
                .orElse(List.of()));
    }

    /** Returns false where those that were not begun are to be looked at again. */
    private boolean begin(OpenTask task, TaskState state, Known known, List<ToolBatch.Entry> unknown)
            throws InterruptedException {
        try {
            boolean trusted = !CallPlanner.untrusted(state, known);
            delegates.begin(task, state.progress().submission(), trusted, unknown);
            return true;
        } catch (ActivityException.NoSpace | ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            return false;
        }
    }
}
