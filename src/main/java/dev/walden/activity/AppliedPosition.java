package dev.walden.activity;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far the views are, and who waits for them. Thread-safe; one thread moves it on.
 *
 * <p>A waiter is woken once, when its own record is applied: waking all at each commit would cost more than the commit.
 */
final class AppliedPosition {

    private volatile long applied;
    private volatile @Nullable ActivityException failure;
    private volatile @Nullable String obstacle;

    /** Guards {@code waiters}, and {@code applied} and {@code failure} against a waiter that comes just then. */
    private final Object lock = new Object();

    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::seq));

    long applied() {
        return applied;
    }

    /** Why the views have stopped until the next start, if they have. */
    Optional<ActivityException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why they cannot be written just now, if so. */
    Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** They cannot be written; it is being tried again. */
    void stall(String reason) {
        obstacle = reason;
    }

    /**
     * Waits until {@code seq} is applied.
     *
     * @throws ActivityException.ViewsBehind when it is not in time
     * @throws ActivityException when the views have stopped for good
     */
    void await(long seq, Duration atMost) throws InterruptedException {
        if (applied >= seq) {
            return;
        }
        Waiter waiter = new Waiter(seq, new CountDownLatch(1));
        if (enter(waiter) && !waiter.woken().await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            leave(waiter);
        }
        throwUnlessApplied(seq, atMost);
    }

    /** Waits until somebody waits, at most so long: what nobody waits for is cheaper to apply together. */
    void awaitDemand(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            for (long left = atMost.toNanos(); left > 0 && waiters.isEmpty(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }

    /** Everything up to {@code seq} is visible to readers. */
    void advance(long seq) {
        synchronized (lock) {
            obstacle = null;
            applied = seq;
            for (Waiter next = waiters.peek(); next != null && next.seq() <= seq; next = waiters.peek()) {
                waiters.remove().woken().countDown();
            }
        }
    }

    /** The views move no further; all who wait are told why. */
    void fail(ActivityException cause) {
        synchronized (lock) {
            failure = cause;
            waiters.forEach(waiter -> waiter.woken().countDown());
            waiters.clear();
        }
    }

    private boolean enter(Waiter waiter) {
        synchronized (lock) {
            boolean entered = applied < waiter.seq() && failure == null && waiters.add(waiter);
            lock.notifyAll();
            return entered;
        }
    }

    private void leave(Waiter waiter) {
        synchronized (lock) {
            waiters.remove(waiter);
        }
    }

    private void throwUnlessApplied(long seq, Duration atMost) {
        if (applied >= seq) {
            return;
        }
        ActivityException cause = failure;
        if (cause != null) {
            throw new ActivityException.ViewFailed(
                    "The views stopped at record %d. %s".formatted(applied, cause.getMessage()), cause);
        }
        throw new ActivityException.ViewsBehind(
                "The views are at record %d; record %d was not applied within %s.".formatted(applied, seq, atMost));
    }

    private record Waiter(long seq, CountDownLatch woken) {}
}
