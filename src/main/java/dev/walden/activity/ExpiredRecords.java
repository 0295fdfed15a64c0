package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.RecordRule;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What stays in the log of tasks that expired: how they began and ended, and whether they were shown words from outside. Memory's views
 * are made of no more, so a rebuild gives the same; {@link #STAYS} is all that {@code MemoryProjection} reads of a task. Everything that is
 * not of a task stays, but for idempotency keys that nobody remembers.
 *
 * @param kept tasks that have not expired
 * @param keysBefore when idempotency keys were used that are forgotten by now
 */
record ExpiredRecords(Set<TaskId> kept, Instant keysBefore, EventCodec codec) implements RecordRule {

    static final Set<Class<? extends TaskEvent>> STAYS = Set.of(
            TaskEvent.TaskSubmitted.class,
            TaskEvent.ContextGathered.class,
            TaskEvent.TaskCompleted.class,
            TaskEvent.TaskFailed.class,
            TaskEvent.TaskCancelled.class);

    /** What stays of records that do not stay, or not wholly. */
    private static final Map<Class<?>, Function<ActivityEvent, Optional<ActivityEvent>>> RESTS = Map.of(
            TaskEvent.ToolCallFinished.class, ExpiredRecords::ofResult,
            TaskEvent.ContextGathered.class, ExpiredRecords::ofContext);

    @Override
    public Fate of(LogRecord entry) {
        RecordBody body = RecordBody.parse(entry.body());
        Class<? extends ActivityEvent> type = codec.classOf(body.type()).orElse(null);
        if (type == null) {
            return Fate.KEPT; // what is not understood is not given up
        }
        if (type == ServiceEvent.IdempotencyKeyUsed.class) {
            return entry.at().isBefore(keysBefore) ? Fate.DROPPED : Fate.KEPT;
        }
        String task = body.task();
        if (task == null || kept.contains(new TaskId(task))) {
            return Fate.KEPT;
        }
        Function<ActivityEvent, Optional<ActivityEvent>> rest = RESTS.get(type);
        if (rest != null) {
            return rest(entry, rest);
        }
        return STAYS.contains(type) ? Fate.KEPT : Fate.DROPPED;
    }

    private Fate rest(LogRecord entry, Function<ActivityEvent, Optional<ActivityEvent>> rest) {
        try {
            ActivityEvent event = codec.read(entry).orElseThrow().event();
            return rest.apply(event)
                    .map(left -> left.equals(event)
                            ? Fate.KEPT
                            : new Fate.Reworded(ByteBuffer.wrap(codec.encodeInPlaceOf(entry, left))))
                    .orElse(Fate.DROPPED);
        } catch (ActivityException.Unreadable _) {
            return Fate.KEPT; // its blob is gone: who mends that may want to know of it
        }
    }

    /** That a result could not be trusted outlives its words. */
    private static Optional<ActivityEvent> ofResult(ActivityEvent event) {
        return event instanceof TaskEvent.ToolCallFinished result && !result.trusted()
                ? Optional.of(Wordless.of(result.parts().getFirst()))
                : Optional.empty();
    }

    /** Which items the task was shown, and not that it went on from there. */
    private static Optional<ActivityEvent> ofContext(ActivityEvent event) {
        return event instanceof TaskEvent.ContextGathered(var task, var items, var turns, var _)
                ? Optional.of(new TaskEvent.ContextGathered(task, items, turns))
                : Optional.of(event);
    }
}
