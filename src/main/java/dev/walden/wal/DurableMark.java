package dev.walden.wal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The durable watermark and those who follow it. One thread at a time advances it, any may read and wait. */
final class DurableMark {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final WalMetrics metrics;
    private volatile long durable;
    private volatile boolean ended;

    /** Counted so that a commit that nobody follows takes no lock. */
    private final AtomicInteger followers = new AtomicInteger();

    DurableMark(long durable, WalMetrics metrics) {
        this.durable = durable;
        this.metrics = metrics;
        metrics.durable(durable);
    }

    long durable() {
        return durable;
    }

    void advance(long seq) {
        durable = seq;
        metrics.durable(seq);
        if (followers.get() > 0) {
            wake();
        }
    }

    /** Nothing more becomes durable. */
    void end() {
        ended = true;
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(long seq, Duration atMost) throws InterruptedException {
        if (durable >= seq) {
            return true;
        }
        long nanos = atMost.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : atMost.toNanos();
        lock.lockInterruptibly();
        try {
            followers.incrementAndGet();
            while (durable < seq && !ended && nanos > 0) {
                nanos = moved.awaitNanos(nanos);
            }
            return durable >= seq;
        } finally {
            followers.decrementAndGet();
            lock.unlock();
        }
    }
}
