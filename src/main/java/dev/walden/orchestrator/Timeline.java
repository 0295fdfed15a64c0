package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a task's records were written: for people, and for the lifetimes of idempotency keys. No order follows from it. Immutable.
 *
 * @param submitted time of its first record
 * @param updated time of its latest record
 * @param lastSeq its latest record
 * @param asked when an engine was last about to be asked; null before the first time
 * @param callsStarted first start of each tool call of the latest batch that was begun
 */
record Timeline(
        Instant submitted,
        Instant updated,
        long lastSeq,
        @Nullable Instant asked,
        Map<String, Instant> callsStarted) {

    Timeline {
        callsStarted = Map.copyOf(callsStarted);
    }

    static Timeline beginning(long seq, Instant at) {
        return new Timeline(at, at, seq, null, Map.of());
    }

    Timeline after(TaskEvent event, long seq, Instant at) {
        Instant lastAsked = event instanceof TaskEvent.ReasoningStarted ? at : asked;
        return new Timeline(submitted, at, seq, lastAsked, callsStartedAfter(event, at));
    }

    Optional<Instant> startOf(String call) {
        return Optional.ofNullable(callsStarted.get(call));
    }

    private Map<String, Instant> callsStartedAfter(TaskEvent event, Instant at) {
        return switch (event) {
            case ToolCallStarted started
            when !callsStarted.containsKey(started.call()) -> {
                Map<String, Instant> more = new LinkedHashMap<>(callsStarted);
                more.put(started.call(), at);
                yield more;
            }
            case TaskEvent.Reflected _, TaskEvent.ReasoningStarted _ -> Map.of();
            default -> callsStarted;
        };
    }
}
