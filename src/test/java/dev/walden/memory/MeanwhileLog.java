package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A log before each of whose commits something happens; it is told what is about to be written. For one thread. */
record MeanwhileLog(ActivityLog log, Consumer<List<? extends ActivityEvent>> before) implements ActivityLog {

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        before.accept(events);
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
}
