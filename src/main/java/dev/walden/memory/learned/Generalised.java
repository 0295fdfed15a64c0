package dev.walden.memory.learned;

import dev.walden.activity.LearnedInput;
import dev.walden.activity.LearnedStep;
import dev.walden.conversation.Templates;
import dev.walden.memory.procedure.ProcedureDefinition;
import dev.walden.memory.procedure.ProcedureException;
import dev.walden.reasoning.Procedure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs have in common.
 *
 * @param runs oldest first
 * @param given what each of them was given, by the input's name
 */
public record Generalised(
        List<LearnedInput> inputs, List<LearnedStep> steps, List<Run> runs, List<Map<String, @Nullable Object>> given) {

    private static final int MOST_INPUTS = 20;
    private static final int MOST_CHARACTERS = 20_000;

    public Generalised {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        runs = List.copyOf(runs);
        given = List.copyOf(given);
    }

    /** What a run was asked for, with {@code {NAME}} for what it was given. */
    String goal(int run) {
        Map<String, String> texts = new TreeMap<>();
        given.get(run).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return Goal.withGaps(runs.get(run).goal(), texts);
    }

    /** What the first of them was asked for, likewise. */
    public String goal() {
        return goal(0);
    }

    List<String> tools() {
        return steps.stream().map(LearnedStep::tool).toList();
    }

    /** Whether following it with what each run was given makes the calls of that run. */
    boolean repeatsItsRuns() {
        ProcedureDefinition definition = LearnedDefinition.of("check", "", inputs, steps);
        try {
            for (int run = 0; run < runs.size(); run++) {
                Procedure procedure = definition.with(given.get(run));
                if (inputs.size() > MOST_INPUTS
                        || procedure.text().length() > MOST_CHARACTERS
                        || !repeats(procedure, runs.get(run).calls())) {
                    return false;
                }
            }
            return true;
        } catch (ProcedureException noInput) {
            return false; // a value that nobody could write as an input, such as a number of forty digits
        }
    }

    private static boolean repeats(Procedure procedure, List<Call> calls) {
        Map<String, String> results = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            Procedure.Step step = procedure.steps().get(i);
            if (!SameValue.of(
                    Templates.finish(step.arguments(), results), calls.get(i).arguments())) {
                return false;
            }
            results.put(step.result(), calls.get(i).result());
        }
        return true;
    }
}
