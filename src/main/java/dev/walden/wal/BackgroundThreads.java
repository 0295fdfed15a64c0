package dev.walden.wal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One platform thread for each lane: file work would hold the carriers of virtual threads. */
final class BackgroundThreads implements Background {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);

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
            var _ = lane.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!lane.isShutdown()) {
                throw e;
            }
            // The log is closing; the next open does what is left.
        }
    }

    /** What is thrown here would be seen by nobody. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failed) {
            LOG.atError().setCause(failed).log("work behind the log failed");
        }
    }

    @Override
    public CompletableFuture<Void> close() {
        preparing.shutdown();
        sealing.shutdown();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + CLOSE_DEADLINE.toNanos();
        boolean ended = false;
        try {
            ended = awaitLanes(end);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(this::awaitLanes, this::onAThread);
    }

    private boolean awaitLanes(long end) throws InterruptedException {
        return preparing.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                && sealing.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** However long it takes, on a thread that nobody knows to interrupt. */
    private void awaitLanes() {
        try {
            boolean ended = false;
            while (!ended) {
                ended = awaitLanes(System.nanoTime() + CLOSE_DEADLINE.toNanos());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onAThread(Runnable waiting) {
        Thread.ofPlatform().daemon().name("walden-log-close").start(waiting);
    }
}
