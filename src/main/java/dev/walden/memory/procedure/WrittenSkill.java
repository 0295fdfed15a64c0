package dev.walden.memory.procedure;

import java.util.List;
import java.util.Map;

/**
 * What a skill's text says, and where it says what each step calls. Immutable.
 *
 * @param lines of the steps, in their order
 */
record WrittenSkill(ProcedureDefinition definition, List<StepLines> lines) {

    WrittenSkill {
        lines = List.copyOf(lines);
    }

    /**
     * Lines of one step, from 1.
     *
     * @param tool the one that names the tool
     * @param arguments by their names
     */
    record StepLines(int tool, Map<String, Integer> arguments) {
        StepLines {
            arguments = Map.copyOf(arguments);
        }
    }
}
