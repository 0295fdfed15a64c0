package dev.walden.memory.procedure;

import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether steps of a graph can all begin one day. Confined to one look. */
final class StepOrder {

    private final List<Procedure.Step> steps;
    private final Map<String, Procedure.Step> byName = new HashMap<>();
    private final Set<String> fine = new HashSet<>();
    private final List<String> way = new ArrayList<>();

    StepOrder(List<Procedure.Step> steps) {
        this.steps = List.copyOf(steps);
        steps.forEach(step -> byName.put(step.name(), step));
    }

    /** Steps that wait for each other: each comes after the next, and the last is the first again. Empty when there are none. */
    Optional<List<String>> circle() {
        for (Procedure.Step step : steps) {
            if (closes(step.name())) {
                return Optional.of(List.copyOf(way.subList(way.indexOf(way.getLast()), way.size())));
            }
        }
        return Optional.empty();
    }

    private boolean closes(String name) {
        Procedure.Step step = byName.get(name);
        if (step == null || fine.contains(name)) {
            return false;
        }
        boolean again = way.contains(name);
        way.add(name);
        if (again) {
            return true;
        }
        for (String before : step.before()) {
            if (closes(before)) {
                return true;
            }
        }
        way.removeLast();
        fine.add(name);
        return false;
    }
}
