package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.Appended;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the appends of many callers into commits. Callers wait in a queue bounded by bytes; whatever waits when a commit ends
 * makes up the next one, which the writer thread makes. A caller who comes alone makes the commit itself, which spares two
 * hand-overs between threads. However a commit ends, nobody is left waiting.
 */
final class GroupCommit {

    /** A single append larger than this is refused. */
    static final int MAX_APPEND_BYTES = 4 << 20;

    private static final int MAX_QUEUED_BYTES = 8 << 20;

    private final Committer committer;
    private final DurableMark mark;
    private final Health health;
    private final WalMetrics metrics;
    private final long quietNanos;

    private final Thread thread = Thread.ofPlatform().name("walden-log-writer").unstarted(this::run);
    private final ConcurrentLinkedQueue<PendingAppend> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_QUEUED_BYTES);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean closing;

    /** Who has it commits, and nobody beside. */
    private final ReentrantLock turn = new ReentrantLock();

    /** What ended a commit: nobody commits after it, and the writer thread ends the log by it. Written by who has the turn. */
    private volatile @Nullable Throwable failure;

    /** Durable, and their callers do not know it yet. Confined to the writer thread. */
    private List<PendingAppend> durable = List.of();

    GroupCommit(
            SegmentWriter writer,
            DurableMark mark,
            Health health,
            WalMetrics metrics,
            Duration quiet,
            boolean covered) {
        this.committer = new Committer(writer, mark, health, metrics, covered, this::forget);
        this.mark = mark;
        this.health = health;
        this.metrics = metrics;
        this.quietNanos = quiet.toNanos();
    }

    void start() {
        thread.start();
    }

    /** Waits, through interrupts, until the bodies are durable. */
    Appended append(List<byte[]> bodies, Urgency urgency) {
        var append = PendingAppend.ofCaller(bodies, urgency);
        if (append.lineBytes() > MAX_APPEND_BYTES) {
            throw new WalException.TooLarge(
                    "One append takes up to " + MAX_APPEND_BYTES + " bytes, envelopes counted, not "
                            + append.lineBytes() + ". Append in several steps, or keep large data beside the log.");
        }
        room.acquireUninterruptibly((int) append.lineBytes());
        if (!commitAlone(append)) {
            submit(append);
        }
        return append.await();
    }

    /**
     * Commits an append here and now, if nobody else commits or waits and the segment has room for it. An error is left to the
     * writer thread, which ends everything: a caller who reported it might wait for itself.
     */
    private boolean commitAlone(PendingAppend append) {
        if (!committer.calm() || !queue.isEmpty() || !turn.tryLock()) {
            return false;
        }
        boolean covered = committer.covered();
        boolean begun = false;
        try {
            if (!ending() && queue.isEmpty() && committer.takes(append)) {
                metrics.queued(append.bodies().size());
                begun = true;
                committer.commitAlone(append);
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            turn.unlock();
        }
        if (covered || failure != null) {
            wake(); // to write the marker after a quiet time, or to end
        }
        return begun;
    }

    private boolean ending() {
        return closing || failure != null || health.end() != null;
    }

    /** Queues an append without waiting. */
    void submit(PendingAppend append) {
        metrics.queued(append.bodies().size());
        queue.add(append);
        if (health.end() != null) {
            // The writer may have emptied the queue for the last time before this came into it.
            failQueued();
        } else if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Makes the thread look whether the log has ended. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /**
     * Commits what is queued, ends with a marker and stops the thread. Waits for the disk without a bound: the folder may not be let go
     * of while this may still write to it. A stop whose disk hangs here is ended by the watchdog of the process, which loses nothing
     * that was acknowledged.
     */
    void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (health.end() == null) {
                awaitWork();
                turn.lock();
                try {
                    durable = work();
                } catch (Throwable e) {
                    failure = e; // seen by a caller who takes the turn before the log is told
                    throw e;
                } finally {
                    turn.unlock();
                }
                committer.tell(durable);
                durable = List.of();
            }
        } catch (Throwable e) {
            health.fail("The log could not be written", e);
        } finally {
            end();
        }
    }

    /** Returns when an append waits, the quiet time is over, or something has ended; at times without a reason. */
    private void awaitWork() {
        if (queue.isEmpty() && !ending()) {
            asleep.set(true);
            if (queue.isEmpty() && !ending()) {
                sleep();
            }
            asleep.set(false);
        }
    }

    private void sleep() {
        if (committer.covered()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, leftOfQuiet());
        }
    }

    private long leftOfQuiet() {
        return committer.lastCommitAt() + quietNanos - System.nanoTime();
    }

    private List<PendingAppend> work() throws Throwable {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        var next = health.end() == null ? queue.poll() : null;
        if (next != null) {
            return committer.commit(next, queue::poll);
        }
        if (!committer.covered() && health.end() == null && (closing || leftOfQuiet() <= 0)) {
            committer.cover();
        } else if (closing && queue.isEmpty()) {
            health.close();
        }
        return List.of();
    }

    private void forget(PendingAppend append) {
        metrics.queued(-append.bodies().size());
        if (append.ofCaller()) {
            room.release((int) append.lineBytes());
        }
    }

    /** The last act of the thread. Allocates nothing before everybody is told: memory may be out. */
    private void end() {
        var end = health.died();
        turn.lock(); // and never given back
        committer.fail(durable, end);
        committer.end(end);
        failQueued();
        room.release(Integer.MAX_VALUE / 2);
        mark.end();
        committer.close();
    }

    private void failQueued() {
        var end = health.died();
        for (var append = queue.poll(); append != null; append = queue.poll()) {
            forget(append);
            append.fail(end);
        }
    }
}
