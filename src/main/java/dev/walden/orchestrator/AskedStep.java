package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.ToolDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A model call of a task, and where the task stood then. Pure.
 *
 * @param number of the call within the task, from 1
 * @param seq of its record
 */
record AskedStep(int number, long seq, ReasoningStarted intent, TaskState state) {

    /** What the task had behind it. */
    Progress before() {
        return state.progress();
    }

    /** All of a task's records, in order. */
    static List<AskedStep> in(List<RecordedEvent> records) {
        List<AskedStep> steps = new ArrayList<>();
        TaskState state = null;
        for (RecordedEvent entry : records) {
            if (!(entry.event() instanceof TaskEvent event)) {
                continue;
            }
            for (TaskEvent part : event.parts()) {
                if (part instanceof TaskSubmitted submitted) {
                    state = Fold.begin(submitted);
                } else if (state != null) {
                    if (part instanceof ReasoningStarted intent) {
                        steps.add(new AskedStep(steps.size() + 1, entry.seq(), intent, state));
                    }
                    state = Fold.next(state, part);
                }
            }
        }
        return steps;
    }

    /**
     * The prompt, with what memory has by now of what it gave then.
     *
     * @param memory as {@link TaskMemory#restore}
     * @param tools that may have been offered then, the likeliest first
     */
    StepPrompt prompt(
            BiFunction<TaskSubmitted, ContextGathered, TaskMemory.Context> memory,
            Iterable<List<ToolDescriptor>> tools) {
        return StepPrompt.of(this, memory.apply(before().submission(), before().given()), tools);
    }
}
