package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import java.util.List;

/** A log whose writer is ended after so many commits, as a process is that is killed. For one thread. */
final class StoppingLog extends ForwardingLog {

    private int left;

    StoppingLog(ActivityLog log, int left) {
        super(log);
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

    /** In place of the end of the process. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
