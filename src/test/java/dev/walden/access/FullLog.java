package dev.walden.access;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A real log on a disk that is full: there is the reserve at most. */
record FullLog(ActivityLog log, boolean reserveLeft) implements ActivityLog {

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        throw new ActivityException.NoSpace("The disk is full.", null);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        if (!reserveLeft) {
            throw new ActivityException.NoSpace("The disk is quite full.", null);
        }
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
        return log.read(seqs);
    }
}
