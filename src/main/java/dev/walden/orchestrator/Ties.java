package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.TaskSubmitted;

/**
 * What an open task shares with others. Immutable.
 *
 * @param session whose tasks run one at a time, in the order of their submission
 * @param engine whose places it takes: its own choice, or the default
 */
record Ties(SessionKey session, String engine) {

    /** @param defaultEngine of tasks that ask for none */
    static Ties of(TaskSubmitted submitted, String defaultEngine) {
        String asked = submitted.engine();
        return new Ties(SessionKey.of(submitted), asked == null ? defaultEngine : asked);
    }
}
