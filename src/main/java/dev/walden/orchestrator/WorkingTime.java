package dev.walden.orchestrator;

import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Working time of a task. Immutable.
 *
 * @param told what its episode tells: of a plan, the longest way through its graph
 * @param queued what its plans took beyond that, as only {@value Decide#CALLS_AT_ONCE} calls run at once. It counts against the limit and is
 *     told nowhere: episodes that are recorded do not have it, and a replay would find them different
 */
record WorkingTime(Duration told, Duration queued) {

    static final WorkingTime NONE = new WorkingTime(Duration.ZERO, Duration.ZERO);

    /** All that counts against the limit. */
    Duration counted() {
        return told.plus(queued);
    }

    WorkingTime plus(Duration took) {
        return new WorkingTime(told.plus(took), queued);
    }

    /** With the time of a batch that is all done. */
    WorkingTime plus(ToolBatch done) {
        Duration took = done.took(Decide.CALLS_AT_ONCE);
        Duration more = longer(Duration.ZERO, inTurns(done).minus(took));
        return new WorkingTime(told.plus(took), queued.plus(more));
    }

    /** What a plan under way has taken so far; zero when there is none. */
    static Duration soFar(ToolBatch batch) {
        return batch.any(CallStatus.Unfolded.class)
                ? longer(
                        longestWay(batch.entries().stream()
                                .filter(entry -> entry.step() != null)
                                .toList()),
                        inTurns(batch))
                : Duration.ZERO;
    }

    /** Time on the longest way through the graph: what runs beside it takes none of its own. */
    static Duration longestWay(List<Entry> steps) {
        Map<String, Duration> ends = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (Entry entry : steps) {
            Duration begun = Duration.ZERO;
            for (String before : entry.after()) {
                begun = longer(begun, ends.getOrDefault(before, Duration.ZERO));
            }
            Duration end = begun.plus(entry.took());
            ends.put(entry.call().id(), end);
            longest = longer(longest, end);
        }
        return longest;
    }

    /** The least time in which so many calls can have come to their end; sub-tasks take no places of calls. */
    private static Duration inTurns(ToolBatch batch) {
        return batch.entries().stream()
                .filter(entry -> entry.followUp() == null)
                .filter(entry -> !entry.call().tool().equals(DelegateTool.NAME))
                .filter(entry -> !entry.call().tool().equals(PlanTool.NAME)) // its steps are what took time
                .map(Entry::took)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(Decide.CALLS_AT_ONCE);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
