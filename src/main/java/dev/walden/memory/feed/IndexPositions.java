package dev.walden.memory.feed;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the feed tells, how far searches see, and who waits for what between the two. Thread-safe: the feed's thread tells,
 * searches wait, the index thread advances.
 *
 * <p>The index thread works at once when somebody waits, and else a quarter of a second behind: letting searches see one more item
 * costs as much as a hundred.
 */
public final class IndexPositions {

    private static final long GATHER_NANOS = Duration.ofMillis(250).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    /** Guarded by lock, as all below: up to where the feed tells all. */
    private long target;

    /** The last record that searches must not miss. */
    private long needed;

    /** Up to where somebody waits for. */
    private long wanted;

    /** Up to where searches see the feed; 0 while there is no open index. */
    private long applied;

    /** Since when the feed has been ahead of what searches see. */
    private long aheadSinceNanos;

    private boolean stopping;

    /**
     * The feed tells all up to {@code seq} from now on.
     *
     * @param neededSeq the last record that searches must not miss
     */
    public void follow(long seq, long neededSeq) {
        lock.lock();
        try {
            needed = Math.max(needed, neededSeq);
            if (target <= applied && seq > target) {
                aheadSinceNanos = System.nanoTime();
                work.signal();
            }
            target = Math.max(target, seq);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until searches see all that they must not miss; false when they do not within that time. */
    public boolean awaitNeeded(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            return awaitApplied(needed, atMost);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until searches see the feed up to {@code seq}; false when they do not within that time. */
    public boolean awaitApplied(long seq, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            if (seq > wanted) {
                wanted = seq;
                work.signal();
            }
            while (applied < seq && left > 0 && !stopping) {
                left = progress.awaitNanos(left);
            }
            return applied >= seq;
        } finally {
            lock.unlock();
        }
    }

    /** Up to where searches see the feed; 0 while there is no open index. */
    public long applied() {
        lock.lock();
        try {
            return applied;
        } finally {
            lock.unlock();
        }
    }

    /** Up to where the feed tells all. */
    public long target() {
        lock.lock();
        try {
            return target;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is time to end. */
    public boolean stopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Searches see the feed up to {@code position} from now on.
     *
     * @param caughtUp whether that was all when the work began; else the rest is due at once
     * @return whether it is time to end
     */
    public boolean advance(long position, boolean caughtUp) {
        lock.lock();
        try {
            applied = position;
            aheadSinceNanos = System.nanoTime() - (caughtUp ? 0 : GATHER_NANOS);
            progress.signalAll();
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for somebody who waits, for enough of the feed, for the end, or as long as this. */
    public void awaitWork(long atMostNanos) throws InterruptedException {
        long end = System.nanoTime() + Math.min(atMostNanos, Long.MAX_VALUE / 2);
        lock.lock();
        try {
            long left = untilDueNanos(end);
            while (left > 0) {
                var _ = work.awaitNanos(left);
                left = untilDueNanos(end);
            }
        } finally {
            lock.unlock();
        }
    }

    private long untilDueNanos(long end) {
        if (stopping || (wanted > applied && target > applied)) {
            return 0;
        }
        long now = System.nanoTime();
        return target > applied ? Math.min(aheadSinceNanos + GATHER_NANOS - now, end - now) : end - now;
    }

    /**
     * Waits whatever there is to do, unless it is time to end.
     *
     * @return whether it is not
     */
    public boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!stopping && left > 0) {
                left = work.awaitNanos(left);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends all waiting, now and later.
     *
     * @return whether this is the first time
     */
    public boolean stop() {
        lock.lock();
        try {
            boolean first = !stopping;
            stopping = true;
            work.signal();
            progress.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }
}
