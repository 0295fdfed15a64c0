package dev.walden.orchestrator;

import dev.walden.tools.KeyRole;

/**
 * Who decides about a call.
 *
 * @param id of the API key, for records
 * @param role that the key has now
 */
public record ActingKey(String id, KeyRole role) {

    /** Whether its words are none that the task may trust: it may do less, and would speak to an engine that may do more. */
    boolean isLessThan(TaskState task) {
        return role.isLessThan(KeyRole.ofCode(task.progress().submission().role()));
    }
}
