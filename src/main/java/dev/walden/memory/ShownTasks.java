package dev.walden.memory;

import dev.walden.activity.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What tasks were shown, and the tasks whose words they were shown, back to where those came from. Confined to its thread. */
final class ShownTasks {

    private final ShownSources shown;
    private final Map<TaskId, Seen> read = new HashMap<>();
    private int left;

    /** @param most of so many tasks the records are read */
    ShownTasks(ShownSources shown, int most) {
        this.shown = shown;
        left = most;
    }

    /** Reads a task and those behind it; of a session's the oldest first, as they brought in what made the later ones untrusted. */
    void read(TaskId task) {
        Deque<TaskId> toRead = new ArrayDeque<>();
        toRead.push(task);
        while (!toRead.isEmpty() && left > 0) {
            TaskId next = toRead.pop();
            if (!read.containsKey(next)) {
                left--;
                Seen seen = shown.to(next);
                read.put(next, seen);
                seen.tasks().forEach(toRead::push);
            }
        }
    }

    /** What a task was shown itself; nothing is known of one that was not read. */
    Seen of(TaskId task) {
        return read.getOrDefault(task, new Seen(Map.of(), false));
    }

    /** What it was shown, and what was behind that, from the same record on. */
    Seen allOf(TaskId task) {
        SeenSoFar all = new SeenSoFar();
        add(all, task, null);
        of(task).sources()
                .forEach((source, record) ->
                        Erasure.task(source).ifPresent(first -> behind(first).forEach(each -> add(all, each, record))));
        return all.seen();
    }

    /** Those of which something holds, or of one whose words they were shown. */
    Set<TaskId> leadingTo(Predicate<Seen> what) {
        Map<TaskId, List<TaskId>> shownTo = new HashMap<>();
        Set<TaskId> known = new LinkedHashSet<>(read.keySet());
        read.forEach((task, seen) -> seen.tasks().forEach(other -> {
            known.add(other);
            shownTo.computeIfAbsent(other, _ -> new ArrayList<>()).add(task);
        }));
        Deque<TaskId> toFollow = new ArrayDeque<>();
        known.stream().filter(task -> what.test(of(task))).forEach(toFollow::push);
        Set<TaskId> found = new LinkedHashSet<>();
        while (!toFollow.isEmpty()) {
            TaskId next = toFollow.pop();
            if (found.add(next)) {
                shownTo.getOrDefault(next, List.of()).forEach(toFollow::push);
            }
        }
        return found;
    }

    private void add(SeenSoFar all, TaskId task, @Nullable Long since) {
        Seen seen = of(task);
        seen.sources().forEach((source, record) -> all.add(source, since == null ? record : since));
        if (!seen.whole()) {
            all.lost();
        }
    }

    /** It and those whose words it was shown, directly or through others. */
    private Set<TaskId> behind(TaskId task) {
        Set<TaskId> found = new LinkedHashSet<>();
        Deque<TaskId> toFollow = new ArrayDeque<>();
        toFollow.push(task);
        while (!toFollow.isEmpty()) {
            TaskId next = toFollow.pop();
            if (found.add(next)) {
                of(next).tasks().forEach(toFollow::push);
            }
        }
        return found;
    }
}
