package dev.walden.orchestrator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is heard of an open task: the words of its model, while one is asked, and that there is news. Thread-safe; its lock is held for no longer
 * than a look.
 */
final class Voice {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    /** Guarded by {@link #lock}, as are the fields below. */
    private long rings;

    private boolean released;
    private @Nullable Utterance utterance;

    /** The next model call begins. */
    Utterance speak(int step, long since) {
        Utterance next = new Utterance(step, since, this);
        utter(next);
        return next;
    }

    void fallSilent() {
        utter(null);
    }

    private void utter(@Nullable Utterance next) {
        lock.lock();
        try {
            utterance = next;
        } finally {
            lock.unlock();
        }
    }

    /** What is being said now. */
    Optional<Utterance> utterance() {
        lock.lock();
        try {
            return Optional.ofNullable(utterance);
        } finally {
            lock.unlock();
        }
    }

    /** Something was recorded or said. */
    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more. */
    void release() {
        lock.lock();
        try {
            released = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it rang. */
    long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it has rung more often than {@code seen}, the time is over or it is released.
     *
     * @return whether it has
     */
    boolean await(long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (rings == seen && left > 0 && !released) {
                left = rung.awaitNanos(left);
            }
            return rings != seen;
        } finally {
            lock.unlock();
        }
    }
}
