package dev.walden.memory.learned;

import dev.walden.activity.LearnedInput;
import dev.walden.activity.LearnedStep;
import dev.walden.conversation.Templates;
import dev.walden.memory.procedure.ProcedureDefinition;
import dev.walden.memory.procedure.ProcedureInput;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Makes a procedure of what was learned, of the same kind as those that people write. */
public final class LearnedDefinition {

    private LearnedDefinition() {}

    /** The procedure; all its inputs are required. */
    public static ProcedureDefinition of(
            String name, String description, List<LearnedInput> inputs, List<LearnedStep> steps) {
        List<ProcedureInput> required = inputs.stream()
                .map(input -> new ProcedureInput(
                        input.name(),
                        ProcedureInput.Type.ofCode(input.type()).orElse(ProcedureInput.Type.STRING),
                        true,
                        null,
                        purpose(input, steps)))
                .toList();
        List<Procedure.Step> calls = new ArrayList<>();
        steps.forEach(step -> calls.add(new Procedure.Step(step.name(), step.tool(), step.arguments())));
        return new ProcedureDefinition(name, description, required, calls, "");
    }

    private static String purpose(LearnedInput input, List<LearnedStep> steps) {
        SequencedSet<String> users = new LinkedHashSet<>();
        for (LearnedStep step : steps) {
            Templates.gaps(step.arguments(), gap -> {
                if (gap.equals("input." + input.name())) {
                    users.add(step.name());
                }
            });
        }
        return "for " + String.join(", ", users);
    }
}
