package dev.walden.memory.procedure;

import dev.walden.conversation.Templates;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A procedure with gaps for its inputs. Immutable.
 *
 * @param name 1 to 64 of a-z, 0-9 and -
 * @param description when to use it
 * @param steps tool calls, one after the other or a graph; none when there are instructions only
 * @param instructions in Markdown; may be empty
 */
public record ProcedureDefinition(
        String name, String description, List<ProcedureInput> inputs, List<Procedure.Step> steps, String instructions) {

    private static final int MAX_CHARACTERS = 200_000;

    public ProcedureDefinition {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
    }

    /** How a gap for an input is written between its braces. */
    static String gap(String input) {
        return "input." + input;
    }

    /**
     * The procedure with its inputs.
     *
     * @param given by name; strings do for numbers and booleans
     * @throws ProcedureException when one is missing, unknown or of the wrong type
     */
    public Procedure with(Map<String, @Nullable Object> given) throws ProcedureException {
        Map<String, Object> fillings = fillings(given);
        List<Procedure.Step> filled = new ArrayList<>();
        for (Procedure.Step step : steps) {
            filled.add(new Procedure.Step(
                    step.name(), step.tool(), Templates.fill(step.arguments(), fillings), step.after()));
        }
        Procedure procedure = new Procedure(name, filled, Templates.fill(instructions, fillings));
        if (procedure.text().length() > MAX_CHARACTERS) {
            throw new ProcedureException("With these inputs " + name + " is longer than " + MAX_CHARACTERS
                    + " characters. Give shorter ones.");
        }
        return procedure;
    }

    private Map<String, Object> fillings(Map<String, @Nullable Object> given) throws ProcedureException {
        for (String one : given.keySet()) {
            if (inputs.stream().noneMatch(input -> input.name().equals(one))) {
                throw wrong("has no input " + one);
            }
        }
        Map<String, Object> fillings = new HashMap<>();
        for (ProcedureInput input : inputs) {
            fillings.put(gap(input.name()), value(input, given.get(input.name())));
        }
        return fillings;
    }

    private Object value(ProcedureInput input, @Nullable Object given) throws ProcedureException {
        if (given == null) {
            if (input.standard() == null) {
                throw wrong("needs the input " + input.name());
            }
            return input.standard();
        }
        Optional<Object> value = input.read(given);
        return value.orElseThrow(() -> {
            String text = given.toString();
            return wrong("needs a " + input.type().code() + " of sensible length as input " + input.name() + "; found: "
                    + text.substring(0, Math.min(60, text.length())));
        });
    }

    private ProcedureException wrong(String how) {
        String all = inputs.isEmpty()
                ? "It takes no inputs."
                : "Its inputs are: "
                        + inputs.stream().map(ProcedureInput::wanted).collect(Collectors.joining("; ")) + ".";
        return new ProcedureException("The procedure " + name + " " + how + ". " + all);
    }
}
