package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Has those who decide about the facts of a space do so one after the other. Thread-safe; waits no longer than a while. */
final class SpaceLocks {

    /** Spaces that fall on one lock wait for each other; more locks make that rare. */
    private static final int LOCKS = 256;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Duration longestWait;

    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

    SpaceLocks() {
        this(LONGEST_WAIT);
    }

    /** Who waits for longer is refused. */
    SpaceLocks(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** Does it while nobody else does so in this space; nothing when others take too long. */
    <T> Optional<T> tryHolding(Space space, Act<T> act) throws InterruptedException {
        Lock lock = locks[of(space)];
        if (!lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(act.run());
        } finally {
            lock.unlock();
        }
    }

    private static int of(Space space) {
        return Math.floorMod(space.name().hashCode(), LOCKS);
    }

    /**
     * Does it while nobody else does so in these spaces.
     *
     * @throws ActivityException.ViewsBehind when others take too long
     */
    <T> T holding(Collection<Space> spaces, Act<T> act) throws InterruptedException {
        TreeSet<Integer> wanted = new TreeSet<>(); // in one order, or two requests would wait for each other
        spaces.forEach(space -> wanted.add(of(space)));
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (int each : wanted) {
                if (!locks[each].tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new ActivityException.ViewsBehind(
                            "Other requests are storing facts in this space for longer than " + longestWait.toSeconds()
                                    + " s; nothing was stored. Try again.");
                }
                held.push(locks[each]);
            }
            return act.run();
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    /** What is done alone. */
    @FunctionalInterface
    interface Act<T> {
        T run() throws InterruptedException;
    }
}
