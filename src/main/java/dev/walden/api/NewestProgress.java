package dev.walden.api;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.orchestrator.Follower.Reached;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far calls under way have come, as far as that is not written yet: of each the newest. Confined to one thread. */
final class NewestProgress {

    private final Map<String, Reached> unwritten = new LinkedHashMap<>();

    void heard(List<Reached> all) {
        all.forEach(reached -> unwritten.put(reached.call(), reached));
    }

    /** Behind the record of its end a call is under way no more. */
    void recorded(ActivityEvent event) {
        if (event instanceof ToolCallFinished finished) {
            unwritten.remove(finished.call());
        } else if (event instanceof ToolCallInDoubt doubtful) {
            unwritten.remove(doubtful.call());
        }
    }

    /** All of it, once. */
    List<Reached> take() {
        List<Reached> all = List.copyOf(unwritten.values());
        unwritten.clear();
        return all;
    }
}
