package dev.walden.access;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import java.util.List;

/** A real log on a disk that is full: there is the reserve at most. */
final class FullLog extends ForwardingLog {

    private final boolean reserveLeft;

    FullLog(ActivityLog log, boolean reserveLeft) {
        super(log);
        this.reserveLeft = reserveLeft;
    }

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
}
