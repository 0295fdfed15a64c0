package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.Cost;
import java.util.Optional;

/** What may be spent on tasks together, beyond each one's own limit. */
@FunctionalInterface
interface Purse {

    /** Looks up what {@link #hold} needs to know of the task's budgets, so that it does not wait. Waits for the views. */
    default void open(TaskSubmitted task) {}

    /**
     * Keeps money back for a model call that is about to be recorded.
     *
     * @return why it cannot be had, for people; empty when it is kept
     */
    Optional<String> hold(TaskSubmitted task, Cost reservation);

    /** Gives back what was kept for the task and was not recorded. */
    default void release(TaskSubmitted task) {}
}
