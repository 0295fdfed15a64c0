package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import dev.walden.memory.TaskMemory;
import java.util.Optional;

/** Puts prompts of tasks' steps together again, with what memory has by now. Thread-safe. */
record StepPrompts(TaskIndex index, TaskMemory memory, OfferedTools tools) {

    /** Empty when there is no such task, or it has not asked so often. */
    Optional<StepPrompt> of(TaskId task, int step) {
        return AskedStep.in(index.records(task, 0, Integer.MAX_VALUE)).stream()
                .filter(asked -> asked.number() == step)
                .findFirst()
                .map(asked -> {
                    Progress before = asked.before();
                    TaskMemory.Context context = memory.restore(before.submission(), before.given());
                    return StepPrompt.of(asked, context, tools.at(asked.seq()));
                });
    }
}
