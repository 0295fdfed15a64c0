package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.ToolDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model call of a task, and where the task stood then. Pure.
 *
 * @param number of the call within the task, from 1
 * @param seq of its record
 * @param outcome null while there is none, or where a crash cut the call
 */
record AskedStep(
        int number,
        long seq,
        ReasoningStarted intent,
        TaskState state,
        @Nullable ReasoningFinished outcome) {

    /** What the task had behind it. */
    Progress before() {
        return state.progress();
    }

    /** Who answered, where it was sent something else than what was recorded when the call began, or is another than was asked first. */
    Optional<StepPrompt.Fallback> fallback() {
        ReasoningFinished finished = outcome;
        if (finished == null || finished.reply() instanceof Reply.Unavailable) {
            return Optional.empty();
        }
        String ofFirst = Optional.ofNullable(intent.cut()).orElse("");
        String cut = Optional.ofNullable(finished.cut()).orElse(ofFirst);
        return finished.engine().equals(intent.engine()) && cut.equals(ofFirst)
                ? Optional.empty()
                : Optional.of(new StepPrompt.Fallback(finished.engine(), cut));
    }

    private AskedStep with(ReasoningFinished finished) {
        return new AskedStep(number, seq, intent, state, finished);
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
                        steps.add(new AskedStep(steps.size() + 1, entry.seq(), intent, state, null));
                    } else if (part instanceof ReasoningFinished finished && !steps.isEmpty()) {
                        steps.add(steps.removeLast().with(finished));
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
