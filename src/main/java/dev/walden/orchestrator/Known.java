package dev.walden.orchestrator;

import dev.walden.activity.Delegation;
import dev.walden.memory.TaskMemory;
import java.time.Instant;

/**
 * What a decision rests on beside the task's state, gathered before it is asked for: a decision asks nobody.
 *
 * @param context what memory gave the task
 * @param timeline when the task's records were written
 * @param now the time of the decision
 */
record Known(TaskMemory.Context context, Timeline timeline, Instant now) {

    /** Whether the task has read text from outside. */
    boolean untrusted(Progress progress) {
        Delegation delegation = progress.submission().delegation();
        return (delegation != null && !delegation.trusted())
                || progress.messages().holdUntrusted()
                || context.items().stream().anyMatch(item -> !item.trusted())
                || (context.earlier() != null && !context.earlier().trusted())
                || context.turns().stream().anyMatch(turn -> !turn.trusted());
    }
}
