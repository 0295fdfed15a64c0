package dev.walden.orchestrator;

import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The task of a request with an idempotency key. The record of the key ends the commit, so a crash may have kept the task without it; its
 * id derives from the request, so that it is found when the request is sent again.
 *
 * @param there whether it was submitted, whatever became of it since
 */
record KeyedTask(TaskId id, boolean there) {

    /**
     * Of a request whose key is not known to be used. Its first try may lie in the period before; what is older is of an earlier use, which is
     * remembered no more.
     */
    static KeyedTask of(
            TaskIndex index, IdempotencyKeys.Request request, IdempotencyKeys.Period period, RandomGenerator random) {
        TaskId before = TaskId.of(request.name(period.number() - 1));
        TaskId now = TaskId.of(request.name(period.number()));
        Map<TaskId, Instant> submitted = index.submittedAt(List.of(before, now));
        Optional<TaskId> there = Stream.of(before, now)
                .filter(id -> submitted.getOrDefault(id, Instant.MIN).compareTo(period.since()) >= 0)
                .findFirst();
        // Periods are counted anew when their length is configured otherwise; no id is given twice.
        return there.map(id -> new KeyedTask(id, true))
                .orElseGet(() -> new KeyedTask(submitted.containsKey(now) ? TaskId.random(random) : now, false));
    }
}
