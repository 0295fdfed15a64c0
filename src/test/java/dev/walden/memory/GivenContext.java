package dev.walden.memory;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an earlier version recorded of what a task was given: nothing of procedures. */
final class GivenContext {

    private GivenContext() {}

    static ContextGathered of(List<String> items, List<Long> turns, @Nullable String earlier) {
        return new ContextGathered(
                new TaskId("taaaaaaaaaaaaaaaa"), items, turns, null, earlier, null, null, ContextGathered.NOT_RECORDED);
    }
}
