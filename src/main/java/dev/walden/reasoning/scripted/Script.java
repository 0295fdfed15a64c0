package dev.walden.reasoning.scripted;

import dev.walden.reasoning.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** All scripts of one file. Immutable. */
record Script(Path file, List<Script.Part> parts) {

    Script {
        parts = List.copyOf(parts);
    }

    /** @param index of the reply within the task, from 0 */
    ScriptStep step(String input, int index) throws EngineException {
        Part part = parts.stream()
                .filter(candidate -> candidate.matches(input))
                .findFirst()
                .orElseThrow(() -> EngineException.permanent(
                        "script_unmatched", "No script in " + file + " matches the task's input."));
        return part.step(index)
                .orElseThrow(() -> EngineException.permanent(
                        "script_exhausted",
                        "The script in " + file + " has " + part.steps().size()
                                + " steps, counting no repeats, and the task asked for one more."));
    }

    /** The steps for the inputs that match. */
    record Part(Optional<Pattern> match, List<ScriptStep> steps) {

        Part {
            steps = List.copyOf(steps);
        }

        boolean matches(String input) {
            return match.isEmpty() || match.get().matcher(input).find();
        }

        Optional<ScriptStep> step(int index) {
            long first = 0;
            for (ScriptStep step : steps) {
                first += step.repeat();
                if (index < first) {
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        }
    }
}
