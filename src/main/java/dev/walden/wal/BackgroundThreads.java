package dev.walden.wal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One platform thread for each lane: file work would hold the carriers of virtual threads. */
final class BackgroundThreads implements Background {

    /** For both lanes together, of the little that the watchdog of a stop leaves. What is not done by then is done by the next open. */
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(1);

    private final ScheduledThreadPoolExecutor preparing = lane("walden-log-prepare");
    private final ScheduledThreadPoolExecutor sealing = lane("walden-log-seal");

    private static ScheduledThreadPoolExecutor lane(String name) {
        var lane = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        lane.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return lane;
    }

    @Override
    public void prepare(Runnable task) {
        prepareLater(Duration.ZERO, task);
    }

    @Override
    public void prepareLater(Duration delay, Runnable task) {
        schedule(preparing, delay, task);
    }

    @Override
    public void seal(Runnable task) {
        schedule(sealing, Duration.ZERO, task);
    }

    private static void schedule(ScheduledThreadPoolExecutor lane, Duration delay, Runnable task) {
        try {
            var _ = lane.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!lane.isShutdown()) {
                throw e;
            }
            // The log is closing; the next open does what is left.
        }
    }

    @Override
    public void close() {
        preparing.shutdown();
        sealing.shutdown();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + CLOSE_DEADLINE.toNanos();
        for (var lane : new ScheduledThreadPoolExecutor[] {preparing, sealing}) {
            try {
                var _ = lane.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
