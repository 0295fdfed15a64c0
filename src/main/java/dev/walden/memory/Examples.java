package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.memory.learned.Run;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks that procedures may be learned from, and what they had seen. Confined to one thread. */
record Examples(RunReader reader, ShownSources shown) {

    /** Of so many tasks the records are read for one proposal, those behind its own among them. */
    private static final int MOST_TASKS = 1_000;

    /** What the tasks did, in this order. */
    List<Run> runs(List<String> ended) {
        return reader.runs(ended);
    }

    /** What those were shown that were shown words from outside, themselves or through others. */
    Map<TaskId, Seen> seen(List<Run> runs) {
        ShownTasks read = new ShownTasks(shown, MOST_TASKS);
        Map<TaskId, Seen> seen = new LinkedHashMap<>();
        for (Run run : runs) {
            if (!run.trusted()) {
                read.read(run.task());
                seen.put(run.task(), read.allOf(run.task()));
            }
        }
        return seen;
    }

    /** Those of them that had seen what has been taken back since, as the views are. */
    Set<TaskId> undone(Space space, Map<TaskId, Seen> seen) {
        return shown.views().read(connection -> {
            Set<TaskId> undone = new LinkedHashSet<>();
            for (Map.Entry<TaskId, Seen> each : seen.entrySet()) {
                if (UndoneTable.holds(connection, space, "task:" + each.getKey(), each.getValue())) {
                    undone.add(each.getKey());
                }
            }
            return undone;
        });
    }
}
