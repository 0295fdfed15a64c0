package dev.walden.tools;

import dev.walden.plugin.ToolOutput;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One running call: it can be interrupted and still be asked for its result, and it can be counted when given up. Thread-safe. */
final class TrackedCall implements Runnable {

    private enum Phase {
        RUNNING,
        ABANDONED,
        ENDED
    }

    private final FutureTask<ToolOutput> result;
    private final AtomicInteger abandonedCount;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    /** Guards {@link #thread}, so that an interrupt never hits a thread that has gone on to another call. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean interruptWanted;
    private @Nullable Thread thread;

    TrackedCall(Callable<ToolOutput> call, AtomicInteger abandonedCount) {
        this.result = new FutureTask<>(() -> Objects.requireNonNull(call.call(), "the tool returned null"));
        this.abandonedCount = abandonedCount;
    }

    @Override
    public void run() {
        begin();
        try {
            result.run();
        } finally {
            end();
        }
    }

    ToolOutput get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(time, unit);
    }

    void interrupt() {
        lock.lock();
        try {
            interruptWanted = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the call and counts its thread until it ends. */
    void abandon() {
        if (phase.compareAndSet(Phase.RUNNING, Phase.ABANDONED)) {
            abandonedCount.incrementAndGet();
        }
        interrupt();
    }

    private void begin() {
        lock.lock();
        try {
            thread = Thread.currentThread();
            if (interruptWanted) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            thread = null;
        } finally {
            lock.unlock();
        }
        if (phase.getAndSet(Phase.ENDED) == Phase.ABANDONED) {
            abandonedCount.decrementAndGet();
        }
    }
}
