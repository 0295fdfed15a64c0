package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.RecordRule;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;

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
        if (ExpiredRest.TYPES.contains(type)) {
            return rest(entry);
        }
        return STAYS.contains(type) ? Fate.KEPT : Fate.DROPPED;
    }

    private Fate rest(LogRecord entry) {
        try {
            ActivityEvent event = codec.read(entry).orElseThrow().event();
            return ExpiredRest.of(event)
                    .map(left -> left.equals(event)
                            ? Fate.KEPT
                            : new Fate.Reworded(ByteBuffer.wrap(codec.encodeInPlaceOf(entry, left))))
                    .orElse(Fate.DROPPED);
        } catch (ActivityException.Unreadable _) {
            return Fate.KEPT; // its blob is gone: who mends that may want to know of it
        }
    }
}
