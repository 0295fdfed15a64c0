package dev.walden.orchestrator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The open tasks of each session, in the order of submission; the first is the current one. Confined to its owner's lock. */
final class SessionQueues {

    private final Map<SessionKey, Deque<OpenTask>> queues = new HashMap<>();

    /**
     * Adds a task behind those of its session.
     *
     * @return whether it is the current one
     */
    boolean add(OpenTask task) {
        Deque<OpenTask> queue = queues.computeIfAbsent(task.ties().session(), _ -> new ArrayDeque<>());
        queue.addLast(task);
        return queue.size() == 1;
    }

    /**
     * Removes a task.
     *
     * @return the task that became the current one of the session
     */
    Optional<OpenTask> remove(OpenTask task) {
        Deque<OpenTask> queue = queues.get(task.ties().session());
        if (queue == null) {
            return Optional.empty();
        }
        boolean wasCurrent = queue.peekFirst() == task;
        queue.remove(task);
        if (queue.isEmpty()) {
            queues.remove(task.ties().session());
        }
        return wasCurrent ? Optional.ofNullable(queue.peekFirst()) : Optional.empty();
    }
}
