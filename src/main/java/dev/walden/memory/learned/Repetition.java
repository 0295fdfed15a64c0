package dev.walden.memory.learned;

import dev.walden.activity.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for what was done again and again for the same. Pure. */
public final class Repetition {

    private Repetition() {}

    /**
     * The first procedure that runs of one space have in common, and that is not known. That is long work of a processor: an
     * interrupt ends it between two pairs of runs, and stays.
     *
     * @param runs oldest first; those that teach nothing are left out
     * @param times how many runs it takes
     */
    public static Optional<Generalised> of(List<Run> runs, int times, Collection<Decided> decided) {
        Map<List<String>, List<Run>> byTools = new LinkedHashMap<>();
        for (Run run : runs) {
            if (run.teaches()) {
                byTools.computeIfAbsent(run.tools(), _ -> new ArrayList<>()).add(run);
            }
        }
        return byTools.values().stream()
                .filter(same -> same.size() >= times)
                .flatMap(same -> same.reversed().stream().map(run -> alike(run, same)))
                .filter(group -> group.size() >= times)
                .flatMap(group -> Generaliser.of(group).stream())
                .filter(found -> decided.stream().noneMatch(known -> known.is(found)))
                .findFirst();
    }

    /** Those that were asked for the same as this one, itself among them. */
    private static List<Run> alike(Run run, List<Run> all) {
        return all.stream()
                .takeWhile(_ -> !Thread.currentThread().isInterrupted())
                .filter(other -> alike(run, other))
                .toList();
    }

    private static boolean alike(Run run, Run other) {
        return Generaliser.of(List.of(run, other))
                .filter(both -> Goal.alike(both.goal(0), both.goal(1)))
                .isPresent();
    }

    /**
     * What was learned before, whatever became of it.
     *
     * @param goal with gaps
     * @param tools one for each step
     */
    public record Decided(String goal, List<String> tools, List<TaskId> tasks) {
        public Decided {
            tools = List.copyOf(tools);
            tasks = List.copyOf(tasks);
        }

        private boolean is(Generalised found) {
            return tools.equals(found.tools())
                    && (Goal.alike(goal, found.goal())
                            || found.runs().stream().anyMatch(run -> tasks.contains(run.task())));
        }
    }
}
