package dev.walden.memory;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was recorded of what a task was given. */
final class GivenContext {

    private GivenContext() {}

    static ContextGathered of(List<String> items, List<Long> turns, @Nullable String earlier) {
        return new ContextGathered(new TaskId("taaaaaaaaaaaaaaaa"), items, turns, null, earlier, null);
    }
}
