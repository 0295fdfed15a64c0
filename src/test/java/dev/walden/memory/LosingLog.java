package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A real log of which the record that is read first cannot be read, then or later. */
record LosingLog(ActivityLog log, ActivityException loss, AtomicLong lost) implements ActivityLog {

    LosingLog(ActivityLog log, ActivityException loss) {
        this(log, loss, new AtomicLong());
    }

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        return log.append(events);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        return log.appendOutcome(events);
    }

    @Override
    public long durable() {
        return log.durable();
    }

    @Override
    public long lastItem() {
        return log.lastItem();
    }

    @Override
    public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
        log.awaitApplied(seq, atMost);
    }

    @Override
    public List<RecordedEvent> read(Collection<Long> seqs) {
        lost.compareAndSet(0, seqs.iterator().next());
        if (seqs.contains(lost.get())) {
            throw loss;
        }
        return log.read(seqs);
    }
}
