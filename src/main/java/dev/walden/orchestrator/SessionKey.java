package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;

/** Tasks with the same key run one at a time, in the order of their submission. */
record SessionKey(Space space, String session) {

    static SessionKey of(TaskSubmitted submitted) {
        return new SessionKey(submitted.space(), submitted.session());
    }
}
