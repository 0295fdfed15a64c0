package dev.walden.orchestrator;

import dev.walden.activity.PlannedStep;
import dev.walden.conversation.PlanResult;
import dev.walden.conversation.Templates;
import dev.walden.conversation.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jspecify.annotations.Nullable;

/**
 * A plan as an engine wrote it: tool calls, and what each comes after. A step comes after those it names, and after those whose results it
 * is given. Pure. Immutable.
 *
 * @param parts in the engine's order
 */
record Plan(List<Plan.Part> parts) {

    Plan {
        parts = List.copyOf(parts);
    }

    /**
     * One step.
     *
     * @param arguments with gaps for results of other steps
     * @param after names of other steps
     */
    record Part(String name, String tool, Map<String, @Nullable Object> arguments, Set<String> after) {
        Part {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            after = Set.copyOf(after);
        }
    }

    /** Reads what the call brings; of one that does not fit the tool's schema, whatever can be read. */
    static Plan of(ToolCall call) {
        List<Part> parts = new ArrayList<>();
        if (call.arguments().get(PlanResult.STEPS) instanceof List<?> steps) {
            for (Object step : steps) {
                Map<?, ?> members = step instanceof Map<?, ?> map ? map : Map.of();
                parts.add(part(members));
            }
        }
        return new Plan(parts);
    }

    private static Part part(Map<?, ?> members) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (members.get("arguments") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        }
        Set<String> after = new HashSet<>(Templates.stepsUsed(arguments));
        if (members.get("after") instanceof List<?> names) {
            names.forEach(name -> after.add(String.valueOf(name)));
        }
        return new Part(String.valueOf(members.get("name")), String.valueOf(members.get("tool")), arguments, after);
    }

    /** Why it is no graph that can be carried out; empty when it is one. */
    Optional<String> fault() {
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (!names.add(part.name())) {
                return Optional.of("Two steps are named " + part.name() + "; give each a name of its own.");
            }
        }
        for (Part part : parts) {
            for (String before : new TreeSet<>(part.after())) {
                if (!names.contains(before)) {
                    return Optional.of("Step %s comes after %s, and there is no such step; there are: %s."
                            .formatted(part.name(), before, String.join(", ", new TreeSet<>(names))));
                }
            }
        }
        Set<String> circle = new CycleDetector<>(graph()).findCycles();
        return circle.isEmpty()
                ? Optional.empty()
                : Optional.of("Steps wait for each other in a circle: %s. Take one of them out of \"after\"."
                        .formatted(String.join(", ", new TreeSet<>(circle))));
    }

    private Graph<String, DefaultEdge> graph() {
        Graph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        parts.forEach(part -> graph.addVertex(part.name()));
        parts.forEach(part -> part.after().forEach(before -> graph.addEdge(before, part.name())));
        return graph;
    }

    /** Its steps as they are recorded. Only of a plan without {@link #fault}. */
    List<PlannedStep> steps() {
        Map<String, Integer> numbers = new HashMap<>();
        parts.forEach(part -> numbers.put(part.name(), numbers.size() + 1));
        return parts.stream()
                .map(part -> {
                    SortedSet<Integer> after =
                            part.after().stream().map(numbers::get).collect(Collectors.toCollection(TreeSet::new));
                    return new PlannedStep(part.tool(), List.copyOf(after));
                })
                .toList();
    }

    /** The part of this number; one without words when they are forgotten. */
    Part part(int number, PlannedStep recorded) {
        return number <= parts.size()
                ? parts.get(number - 1)
                : new Part(String.valueOf(number), recorded.tool(), Map.of(), Set.of());
    }
}
