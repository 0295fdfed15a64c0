package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.Appended;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the appends of many callers into commits, on the one writer thread. Callers wait in a queue bounded by bytes; whatever
 * waits when a commit ends makes up the next one. However the thread ends, nobody is left waiting.
 */
final class GroupCommit {

    /** A single append larger than this is refused. */
    static final int MAX_APPEND_BYTES = 4 << 20;

    private static final int MAX_QUEUED_BYTES = 8 << 20;
    private static final int MAX_COMMIT_BYTES = 1 << 20;

    private final SegmentWriter writer;
    private final DurableMark mark;
    private final Health health;
    private final WalMetrics metrics;
    private final long quietNanos;

    private final Thread thread = Thread.ofPlatform().name("walden-log-writer").unstarted(this::run);
    private final ConcurrentLinkedQueue<PendingAppend> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_QUEUED_BYTES);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean closing;

    /** Confined to the writer thread, like what follows. */
    private final List<PendingAppend> placed = new ArrayList<>();

    private @Nullable PendingAppend current;
    private boolean covered;

    GroupCommit(
            SegmentWriter writer,
            DurableMark mark,
            Health health,
            WalMetrics metrics,
            Duration quiet,
            boolean covered) {
        this.writer = writer;
        this.mark = mark;
        this.health = health;
        this.metrics = metrics;
        this.quietNanos = quiet.toNanos();
        this.covered = covered;
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
        submit(append);
        return append.await();
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
                var next = awaitNext();
                if (next != null && health.end() != null) {
                    current = next; // came when the log had ended already, and ends with it
                } else if (next != null) {
                    commitFrom(next);
                } else if (!covered && health.end() == null) {
                    cover();
                } else if (closing && queue.isEmpty()) {
                    health.close();
                }
            }
        } catch (Throwable e) {
            health.fail("The log could not be written", e);
        } finally {
            end();
        }
    }

    /** The next append; null after a quiet time, or at once when the log is closing and none waits. */
    private @Nullable PendingAppend awaitNext() {
        var next = queue.poll();
        if (next != null || closing) {
            return next;
        }
        asleep.set(true);
        if (queue.isEmpty() && !closing) {
            sleep();
        }
        asleep.set(false);
        return queue.poll();
    }

    private void sleep() {
        if (covered) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, quietNanos);
        }
    }

    private void commitFrom(PendingAppend first) throws IOException {
        current = first;
        while (current != null) {
            place(current);
            current = writer.placedBytes() < MAX_COMMIT_BYTES ? queue.poll() : null;
        }
        commit();
    }

    private void place(PendingAppend append) throws IOException {
        try {
            if (append.beginsSegment() || !writer.fits(append)) {
                commit();
                writer.rotate(append);
            }
            placed.add(append);
            writer.place(append);
        } catch (WalException.NoSpace e) {
            var end = health.end(); // getting the next segment ready may have failed for good
            forget(append);
            append.fail(end == null ? e : end);
        }
    }

    private void commit() throws IOException {
        if (placed.isEmpty()) {
            return;
        }
        long before = mark.durable();
        commitPlaced(before);
        for (var append : placed) {
            forget(append);
            append.acknowledge();
        }
        placed.clear();
        covered = false;
    }

    private void commitPlaced(long before) throws IOException {
        long bytes = writer.placedBytes();
        long start = System.nanoTime();
        long durable = writer.commit();
        metrics.committed((int) (durable - before), bytes, System.nanoTime() - start);
        mark.advance(durable);
    }

    /** Writes a marker, so that a watermark on disk covers every acknowledged record. */
    private void cover() throws IOException {
        if (writer.placeMarker()) {
            commitPlaced(mark.durable());
        }
        covered = true;
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
        for (int i = 0; i < placed.size(); i++) {
            settle(placed.get(i), end);
        }
        if (current != null) {
            settle(current, end);
        }
        failQueued();
        room.release(Integer.MAX_VALUE / 2);
        mark.end();
        closeWriter();
    }

    private void closeWriter() {
        try {
            writer.close();
        } catch (IOException e) {
            health.fail("The last segment could not be closed", e);
        }
    }

    private void failQueued() {
        var end = health.died();
        for (var append = queue.poll(); append != null; append = queue.poll()) {
            settle(append, end);
        }
    }

    private void settle(PendingAppend append, WalException end) {
        forget(append);
        append.fail(end);
    }
}
