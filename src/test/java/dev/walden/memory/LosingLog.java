package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import dev.walden.activity.RecordedEvent;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A real log of which the record that is read first cannot be read, then or later. */
final class LosingLog extends ForwardingLog {

    private final ActivityException loss;
    private final AtomicLong lost = new AtomicLong();

    LosingLog(ActivityLog log, ActivityException loss) {
        super(log);
        this.loss = loss;
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
