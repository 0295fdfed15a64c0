package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A real log whose views hold every item and nothing that came later. */
record LogAheadOfItsViews(ActivityLog log) implements ActivityLog {

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
        return log.durable() + 1_000;
    }

    @Override
    public long lastItem() {
        return log.lastItem();
    }

    @Override
    public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
        if (seq > lastItem()) {
            throw new ActivityException.ViewsBehind("The views hold the items and nothing later.");
        }
        log.awaitApplied(seq, atMost);
    }

    @Override
    public List<RecordedEvent> read(Collection<Long> seqs) {
        return log.read(seqs);
    }
}
