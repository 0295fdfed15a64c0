package dev.walden.reasoning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A procedure that is ready to be followed, as the tool {@value #TOOL} tells it: its inputs are filled in. The text is for models and for
 * rules alike, and stands in the log, so that a task goes on with what it began whatever becomes of the procedure meanwhile. Immutable.
 *
 * @param name of the procedure
 * @param steps one after the other; none when there are instructions only
 * @param instructions in Markdown; may be empty
 */
public record Procedure(String name, List<Procedure.Step> steps, String instructions) {

    /** The tool that gives a procedure. */
    public static final String TOOL = "use_skill";

    /** The argument of {@value #TOOL} that names the procedure. */
    public static final String NAME = "name";

    /** The argument of {@value #TOOL} that holds the inputs. */
    public static final String INPUTS = "inputs";

    private static final String HEAD = "Procedure ";
    private static final String STEPS =
            ". Its steps, one tool call after the other; {{steps.NAME.result}} stands for the result of the step NAME:";
    private static final String NO_STEPS = ". It has no fixed steps.";

    public Procedure {
        steps = List.copyOf(steps);
    }

    /**
     * One tool call.
     *
     * @param name by which later steps mean its result
     * @param arguments with gaps for results of earlier steps
     */
    public record Step(String name, String tool, Map<String, @Nullable Object> arguments) {
        public Step {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        /** The gap that its result fills. */
        public String result() {
            return "steps." + name + ".result";
        }

        private String line() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("name", name);
            members.put("tool", tool);
            members.put("arguments", arguments);
            return JsonText.write(members);
        }

        private static Optional<Step> of(String line) {
            return JsonText.object(line).map(members -> {
                Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
                if (members.get("arguments") instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
                }
                return new Step(String.valueOf(members.get("name")), String.valueOf(members.get("tool")), arguments);
            });
        }
    }

    /** What the tool answers: the steps come first, a line each, so that no words of instructions can pass for one. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD).append(name).append(steps.isEmpty() ? NO_STEPS : STEPS);
        steps.forEach(step -> text.append('\n').append(step.line()));
        return instructions.isBlank() ? text.toString() : text + "\n\n" + instructions;
    }

    /** What {@link #text} was made of; empty for any other text. */
    public static Optional<Procedure> of(String text) {
        String[] parts = text.split("\n\n", 2);
        List<String> lines = parts[0].lines().toList();
        String head = lines.isEmpty() ? "" : lines.getFirst();
        int dot = head.indexOf(". ");
        if (!head.startsWith(HEAD) || dot < HEAD.length()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Optional<Step> step = Step.of(line);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(new Procedure(head.substring(HEAD.length(), dot), steps, parts.length > 1 ? parts[1] : ""));
    }
}
