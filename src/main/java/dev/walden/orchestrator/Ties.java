package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.TaskSubmitted;

/**
 * What an open task shares with others. Immutable.
 *
 * @param session whose tasks run one at a time, in the order of their submission
 * @param engine whose places it takes, except while another one judges a step of it: its own choice, or the default
 * @param account the session whose budget its model calls count against: of a sub-task, that of the task that was submitted
 */
record Ties(SessionKey session, String engine, SessionKey account) {

    /** Of a task that was submitted from outside. */
    static Ties of(TaskSubmitted submitted, String engine) {
        SessionKey session = SessionKey.of(submitted);
        return new Ties(session, engine, session);
    }
}
