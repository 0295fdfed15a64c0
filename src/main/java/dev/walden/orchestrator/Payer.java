package dev.walden.orchestrator;

import dev.walden.activity.TaskId;

/**
 * Whose model calls are to be paid.
 *
 * @param account the session whose budget they count against: of a sub-task, that of the task that was submitted
 */
record Payer(TaskId task, SessionKey account) {}
