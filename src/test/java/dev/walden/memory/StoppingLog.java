package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A log whose writer is ended after so many commits, as a process is that is killed. For one thread. */
final class StoppingLog implements ActivityLog {

    private final ActivityLog log;
    private int left;

    StoppingLog(ActivityLog log, int left) {
        this.log = log;
        this.left = left;
    }

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        if (left-- == 0) {
            throw new Killed();
        }
        return log.append(events);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        return append(events);
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

    /** In place of the end of the process. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
