package dev.walden.reasoning;

import dev.walden.conversation.PlanResult;
import dev.walden.conversation.Templates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A procedure that is ready to be followed, as the tool {@value #TOOL} tells it: its inputs are filled in. The text is for models and for
 * rules alike, and stands in the log, so that a task goes on with what it began whatever becomes of the procedure meanwhile. Immutable.
 *
 * @param name of the procedure
 * @param steps one after the other, or a graph as soon as one says what it comes after; none when there are instructions only
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
    private static final String GRAPH =
            ". Its steps are a graph of tool calls: each begins when those in its \"after\" and those whose results"
                    + " it is given have succeeded, and at once when there are none; the tool " + PlanResult.TOOL
                    + " takes them all in one call; {{steps.NAME.result}} stands for the result of the step NAME:";
    private static final String NO_STEPS = ". It has no fixed steps.";

    public Procedure {
        steps = List.copyOf(steps);
    }

    /**
     * One tool call.
     *
     * @param name by which other steps mean its result
     * @param arguments with gaps for results of other steps
     * @param after names of steps that must have succeeded before it begins; null when nothing is said of that
     */
    public record Step(
            String name,
            String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable List<String> after) {

        public Step {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            after = after == null ? null : List.copyOf(after);
        }

        /** A step that says nothing of what it comes after. */
        public Step(String name, String tool, Map<String, @Nullable Object> arguments) {
            this(name, tool, arguments, null);
        }

        /** The steps that come before it in a graph: those it names, and those whose results it is given. */
        public SortedSet<String> before() {
            SortedSet<String> before = Templates.stepsUsed(arguments);
            before.addAll(after == null ? List.of() : after);
            return before;
        }

        /** The gap that its result fills. */
        public String result() {
            return "steps." + name + ".result";
        }

        private String line() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("name", name);
            members.put("tool", tool);
            if (after != null) {
                members.put("after", after);
            }
            members.put("arguments", arguments);
            return JsonText.write(members);
        }

        private static Optional<Step> of(String line) {
            return JsonText.object(line).map(members -> {
                Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
                if (members.get("arguments") instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
                }
                List<String> after = members.get("after") instanceof List<?> names
                        ? names.stream().map(String::valueOf).toList()
                        : null;
                return new Step(
                        String.valueOf(members.get("name")), String.valueOf(members.get("tool")), arguments, after);
            });
        }
    }

    /** Whether steps are a graph, and not a line: one of them at least says what it comes after. */
    public static boolean areGraph(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.after() != null);
    }

    /** What the tool answers: the steps come first, a line each, so that no words of instructions can pass for one. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD).append(name).append(head());
        steps.forEach(step -> text.append('\n').append(step.line()));
        return instructions.isBlank() ? text.toString() : text + "\n\n" + instructions;
    }

    private String head() {
        return steps.isEmpty() ? NO_STEPS : areGraph(steps) ? GRAPH : STEPS;
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
