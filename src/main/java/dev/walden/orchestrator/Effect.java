package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import java.util.List;

/** A step with an outside effect whose intent is durable. */
@FunctionalInterface
interface Effect {

    /**
     * Does it, outside the task's lock.
     *
     * @return its outcomes, not yet recorded
     * @throws InterruptedException when it was cut short without an outcome that anybody would miss
     */
    List<TaskEvent> carryOut() throws InterruptedException;
}
