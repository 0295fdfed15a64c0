package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ToolCallStarted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a task's records were written: for people, and for the lifetimes of idempotency keys. No order follows from it. Immutable.
 *
 * @param submitted time of its first record
 * @param updated time of its latest record
 * @param lastSeq its latest record
 * @param callsStarted first start of each tool call of the latest batch that was begun
 */
record Timeline(Instant submitted, Instant updated, long lastSeq, Map<String, Instant> callsStarted) {

    Timeline {
        callsStarted = Map.copyOf(callsStarted);
    }

    static Timeline beginning(long seq, Instant at) {
        return new Timeline(at, at, seq, Map.of());
    }

    Timeline after(TaskEvent event, long seq, Instant at) {
        return new Timeline(submitted, at, seq, callsStartedAfter(event, at));
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
