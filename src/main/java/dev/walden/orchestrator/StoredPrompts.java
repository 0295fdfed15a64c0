package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.memory.StoredMemory;
import java.util.List;
import java.util.Optional;

/** The model calls of a task from records that were read from a data folder, and their prompts put together again. Immutable. */
public final class StoredPrompts {

    private final List<RecordedEvent> records;
    private final List<AskedStep> steps;

    /** @param records all of one task in order, and those that say what tools were offered among them; others are passed over */
    public StoredPrompts(TaskId task, List<RecordedEvent> records) {
        this.records = List.copyOf(records);
        this.steps = AskedStep.in(records.stream()
                .filter(entry ->
                        entry.event() instanceof TaskEvent event && event.task().equals(task))
                .toList());
    }

    /** What was recorded of the calls, in order. */
    public List<ReasoningStarted> calls() {
        return steps.stream().map(AskedStep::intent).toList();
    }

    /**
     * The prompt of a call; empty when the task has not asked so often.
     *
     * @param step the number of the call, from 1
     */
    public Optional<StepPrompt> of(int step, StoredMemory memory) {
        return steps.stream()
                .filter(asked -> asked.number() == step)
                .findFirst()
                .map(asked -> asked.prompt(memory::restore, OfferedTools.at(asked.seq(), records)));
    }
}
