package dev.walden.orchestrator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends requests for consent whose time is over. One thread; what it misses while the service is down it does at the next start. */
final class ApprovalTimer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApprovalTimer.class);

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("walden-approvals").daemon().factory());
    /** Requests with a timer; their number is bounded by that of open tasks. */
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    private final TaskControl control;
    private final InstantSource clock;

    ApprovalTimer(TaskControl control, InstantSource clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Watches over the requests of a task that came to rest. Watching twice does no harm. */
    void watch(OpenTask task) {
        if (task.kind() != StateKind.AWAITING_APPROVAL && task.kind() != StateKind.PAUSED) {
            return;
        }
        for (PendingApproval approval : TaskViews.approvals(task.snapshot())) {
            if (watched.add(approval.id())) {
                expireAfter(approval.id(), Duration.between(clock.instant(), approval.expiresAt()));
            }
        }
    }

    private void expireAfter(String approval, Duration time) {
        try {
            var _ = timer.schedule(() -> expire(approval), Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug().addKeyValue("approvalId", approval).log("approval expires after the next start");
        }
    }

    private void expire(String approval) {
        try {
            control.expire(approval);
            watched.remove(approval);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("approvalId", approval).log("approval could not be expired yet");
            expireAfter(approval, RETRY_AFTER);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
