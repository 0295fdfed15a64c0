package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import java.time.Duration;

/** A real log whose views hold every item and nothing that came later. */
final class LogAheadOfItsViews extends ForwardingLog {

    LogAheadOfItsViews(ActivityLog log) {
        super(log);
    }

    @Override
    public long durable() {
        return log.durable() + 1_000;
    }

    @Override
    public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
        if (seq > lastItem()) {
            throw new ActivityException.ViewsBehind("The views hold the items and nothing later.");
        }
        log.awaitApplied(seq, atMost);
    }
}
