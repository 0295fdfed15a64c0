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
        if (task == null || kept.contains(new TaskId(task)) || STAYS.contains(type)) {
            return Fate.KEPT;
        }
        return type == TaskEvent.ToolCallFinished.class ? ofResult(entry) : Fate.DROPPED;
    }

    /** That a result could not be trusted outlives its words. */
    private Fate ofResult(LogRecord entry) {
        try {
            return ofReadable(entry);
        } catch (ActivityException.Unreadable _) {
            return Fate.KEPT; // its blob is gone: who mends that may want to know of it
        }
    }

    private Fate ofReadable(LogRecord entry) {
        return codec.read(entry)
                .map(RecordedEvent::event)
                .filter(event -> event instanceof TaskEvent.ToolCallFinished finished && !finished.trusted())
                .<Fate>map(
                        event -> new Fate.Reworded(ByteBuffer.wrap(codec.encodeInPlaceOf(entry, Wordless.of(event)))))
                .orElse(Fate.DROPPED);
    }
}
