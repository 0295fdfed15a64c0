package dev.walden.memory;

import dev.walden.memory.procedure.ProcedureDefinition;
import dev.walden.memory.procedure.ProcedureInput;
import dev.walden.memory.procedure.Skill;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.StepCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A procedure as people see it.
 *
 * @param description null when it is broken
 * @param tools of its steps, in order
 * @param problem what is wrong with its file, or keeps a run from beginning now, and in which line; null when nothing is
 */
public record ListedProcedure(
        String name,
        @Nullable String description,
        List<Input> inputs,
        List<String> tools,
        @Nullable String problem) {

    public ListedProcedure {
        inputs = List.copyOf(inputs);
        tools = List.copyOf(tools);
    }

    static ListedProcedure of(Skill skill, StepCheck tools) {
        return skill.usable()
                .map(usable -> of(usable, skill.obstacle(tools).orElse(null)))
                .orElseGet(() -> new ListedProcedure(skill.name(), null, List.of(), List.of(), skill.problem()));
    }

    /** Whether its file is wrong, so that it is no procedure at all. */
    public boolean broken() {
        return description == null;
    }

    private static ListedProcedure of(ProcedureDefinition definition, @Nullable String problem) {
        List<Input> inputs = definition.inputs().stream().map(Input::of).toList();
        List<String> tools =
                definition.steps().stream().map(Procedure.Step::tool).toList();
        return new ListedProcedure(definition.name(), definition.description(), inputs, tools, problem);
    }

    /**
     * What a procedure is given.
     *
     * @param type {@code string}, {@code number} or {@code boolean}
     * @param standard what it is when it is not given; null when it is required
     */
    public record Input(
            String name,
            String type,
            boolean required,
            @Nullable Object standard,
            String description) {
        static Input of(ProcedureInput input) {
            return new Input(
                    input.name(), input.type().code(), input.required(), input.standard(), input.description());
        }
    }
}
