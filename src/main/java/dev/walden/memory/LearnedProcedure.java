package dev.walden.memory;

import dev.walden.activity.LearnedStep;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.TaskId;
import dev.walden.memory.learned.LearnedDefinition;
import dev.walden.memory.procedure.ProcedureDefinition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learned procedure as people see it.
 *
 * @param goal what a task was asked for from which it was learned, with {@code {NAME}} for its inputs
 * @param tasks from which it was learned
 * @param trusted false when one of these had been shown words from outside
 * @param decidedBy who decided last; null while nobody did
 * @param why it was retired: {@code failed-twice}, {@code fails-often} or {@code source-undone}; else null
 * @param seq the record by which it was learned
 */
public record LearnedProcedure(
        String name,
        LearnedState state,
        String goal,
        List<ListedProcedure.Input> inputs,
        List<LearnedStep> steps,
        List<TaskId> tasks,
        boolean trusted,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String why,
        long seq) {

    public LearnedProcedure {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        tasks = List.copyOf(tasks);
    }

    static LearnedProcedure of(LearnedRow row, ProcedureLearned words) {
        return new LearnedProcedure(
                row.name(),
                row.state(),
                words.goal(),
                definition(words).inputs().stream()
                        .map(ListedProcedure.Input::of)
                        .toList(),
                words.steps(),
                words.tasks(),
                row.trusted(),
                row.decidedBy(),
                row.decidedAt(),
                row.why(),
                row.seq());
    }

    /** What is followed. Words of a goal that may come from outside are not shown to models as a description. */
    static ProcedureDefinition definition(ProcedureLearned words) {
        List<String> tools = words.steps().stream().map(LearnedStep::tool).toList();
        String description = words.trusted()
                ? "Learned from tasks such as: " + words.goal()
                : "Learned from tasks that had read words from outside. Its tools: " + String.join(", ", tools) + ".";
        return LearnedDefinition.of(words.name(), description, words.inputs(), words.steps());
    }
}
