package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import java.util.List;
import java.util.function.Consumer;

/** A log before each of whose commits something happens; it is told what is about to be written. For one thread. */
final class MeanwhileLog extends ForwardingLog {

    private final Consumer<List<? extends ActivityEvent>> before;

    MeanwhileLog(ActivityLog log, Consumer<List<? extends ActivityEvent>> before) {
        super(log);
        this.before = before;
    }

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        before.accept(events);
        return log.append(events);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        return append(events);
    }
}
