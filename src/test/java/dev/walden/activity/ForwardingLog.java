package dev.walden.activity;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A log that does what another one does, for those in which one thing is otherwise. */
public abstract class ForwardingLog implements ActivityLog {

    protected final ActivityLog log;

    protected ForwardingLog(ActivityLog log) {
        this.log = log;
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
        return log.read(seqs);
    }
}
