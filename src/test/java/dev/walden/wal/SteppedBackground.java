package dev.walden.wal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Background work without threads: preparing happens at once, sealing and retries when the test says so. */
final class SteppedBackground implements Background {

    private final Queue<Runnable> seals = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> retries = new ConcurrentLinkedQueue<>();

    @Override
    public void prepare(Runnable task) {
        task.run();
    }

    @Override
    public void prepareLater(Duration delay, Runnable task) {
        retries.add(task);
    }

    @Override
    public void seal(Runnable task) {
        seals.add(task);
    }

    /** Runs what sealing there is; returns whether there was any. */
    boolean seal() {
        return run(seals);
    }

    /** Lets the time of the retries come. */
    boolean retry() {
        return run(retries);
    }

    private static boolean run(Queue<Runnable> tasks) {
        boolean any = false;
        for (int left = tasks.size(); left > 0; left--) {
            var task = tasks.poll();
            if (task != null) {
                task.run();
                any = true;
            }
        }
        return any;
    }

    @Override
    public CompletableFuture<Void> close() {
        seals.clear();
        retries.clear();
        return CompletableFuture.completedFuture(null);
    }
}
