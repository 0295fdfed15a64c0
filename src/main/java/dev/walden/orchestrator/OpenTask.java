package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import dev.walden.memory.TaskMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task that has not ended: its state, and the lock under which records are added to it. Thread-safe. What is visible here is
 * durable. The lock is held while the disk is waited for, so that records, state and order are one; it is never held during a step
 * with outside effects.
 */
final class OpenTask {

    private static final Duration RELEASE_CHECK = Duration.ofMillis(500);

    private final TaskId id;
    private final Ties ties;
    private final Payer payer;
    private final long firstSeq;
    private final ActivityLog log;
    private final Supplier<Snapshot> history;
    private final Ledger ledger;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Voice voice = new Voice();
    private final Underway underway = new Underway(voice::ring, System::nanoTime);

    /** Written under {@link #lock}; null while the task only waits for its turn: it is then read from the log when needed. */
    private volatile @Nullable Snapshot snapshot;

    /** Guarded by {@link #lock}; what memory gave the task, null until it was asked (again). */
    private TaskMemory.@Nullable Context context;

    /** Guarded by {@link #lock}: the thread that carries out steps, while there is one. */
    private @Nullable Thread runner;

    private final Whereabouts whereabouts;

    /** What the step under way does when somebody acts on the task. */
    private volatile Runnable onWake = () -> {};

    /** Guarded by {@link #lock}: how often something was recorded. */
    private int commits;

    /** Waiting is over whatever the state; waiters look at it from time to time. */
    private volatile boolean released;

    /** Of the latest snapshot; for counting without a lock. */
    private volatile StateKind kind = StateKind.QUEUED;

    /** @param history reads the task from the log */
    OpenTask(TaskId id, Ties ties, long firstSeq, ActivityLog log, Supplier<Snapshot> history, Ledger ledger) {
        this.id = id;
        this.ties = ties;
        this.whereabouts = new Whereabouts(ties.engine());
        this.payer = new Payer.OfTask(id, ties.account());
        this.firstSeq = firstSeq;
        this.log = log;
        this.history = history;
        this.ledger = ledger;
    }

    TaskId id() {
        return id;
    }

    Ties ties() {
        return ties;
    }

    /** Among whose tasks it runs. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /** Who pays for its model calls. */
    Payer payer() {
        return payer;
    }

    long firstSeq() {
        return firstSeq;
    }

    /** What those who follow the task hear. */
    Voice voice() {
        return voice;
    }

    /** How far its calls have come. */
    Underway underway() {
        return underway;
    }

    /** Runs an action alone with the task. */
    <T> T alone(Action<T> action) throws InterruptedException {
        lock.lock();
        try {
            held();
            return action.run(this);
        } finally {
            lock.unlock();
        }
    }

    /** The task as it stands. One that waits for its turn is read from the log, and not kept. */
    Snapshot snapshot() {
        Snapshot current = snapshot;
        return current == null ? history.get() : current;
    }

    /** The task as it stands, where it is at hand; for counting without a lock. */
    Optional<Snapshot> atHand() {
        return Optional.ofNullable(snapshot);
    }

    /** Whether there may be records after this one; there are, unless the task only waits for its turn. */
    boolean mayHaveRecords(long afterSeq) {
        Snapshot current = snapshot;
        return current == null || current.timeline().lastSeq() > afterSeq;
    }

    /** The same, kept from now on: for those who are about to add to it. */
    private Snapshot held() {
        Snapshot current = snapshot();
        snapshot = current;
        kind = current.state().kind();
        return current;
    }

    /** Whether it has ended, as far as this process has seen. */
    boolean ended() {
        return kind.terminal();
    }

    /** Spares a new task the reading of what was just recorded. */
    void begin(Snapshot first) {
        lock.lock();
        try {
            snapshot = first;
        } finally {
            lock.unlock();
        }
    }

    /** The state's name as last known; that of a task not read since the start is {@code queued}. */
    StateKind kind() {
        return kind;
    }

    /** Lets the memory of a task that only waits go; it is read from the log again when needed. */
    void unload() {
        lock.lock();
        try {
            snapshot = null;
            context = null;
        } finally {
            lock.unlock();
        }
    }

    /** Appends events and makes the state that follows from them visible. */
    void record(List<? extends ActivityEvent> events) {
        lock.lock();
        try {
            publish(events, log.append(events));
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #record}, for outcomes of what has already happened: may use the log's reserve. */
    void recordOutcomes(List<? extends ActivityEvent> events) {
        lock.lock();
        try {
            publish(events, log.appendOutcome(events));
        } finally {
            lock.unlock();
        }
    }

    /** What memory gave the task; empty until it was asked, and again after {@link #dropContext}. */
    Optional<TaskMemory.Context> context() {
        lock.lock();
        try {
            return Optional.ofNullable(context);
        } finally {
            lock.unlock();
        }
    }

    void keep(TaskMemory.Context given) {
        lock.lock();
        try {
            context = given;
        } finally {
            lock.unlock();
        }
    }

    void dropContext() {
        lock.lock();
        try {
            context = null;
        } finally {
            lock.unlock();
        }
    }

    void runBy(@Nullable Thread thread) {
        lock.lock();
        try {
            runner = thread;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the step under way, if there is one. */
    void interruptStep() {
        lock.lock();
        try {
            if (runner != null) {
                runner.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has an action be told whenever somebody acts on the task while it runs. The action waits for nothing. */
    void onWake(Runnable action) {
        onWake = action;
    }

    /** Somebody acted on the task, which runs. */
    void wake() {
        onWake.run();
    }

    /** Ends all waiting, as the service stops. */
    void release() {
        released = true;
        voice.release();
    }

    /** Waits until something is recorded for the task, or the time is over. */
    void awaitChange(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int before = commits;
            long left = atMost.toNanos();
            while (commits == before && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the task fulfils a condition, the time is over or the service stops.
     *
     * @return the snapshot that fulfilled it
     */
    Optional<Snapshot> await(Predicate<Snapshot> condition, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.test(snapshot())) {
                if (left <= 0 || released) {
                    return Optional.empty();
                }
                long slice = Math.min(left, RELEASE_CHECK.toNanos());
                left -= slice - changed.awaitNanos(slice);
            }
            return Optional.of(snapshot());
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<? extends ActivityEvent> events, Appended appended) {
        Snapshot next = held();
        long seq = appended.first();
        for (ActivityEvent event : events) {
            RecordedEvent entry = new RecordedEvent(seq++, appended.at(), event);
            ledger.recorded(payer, next, entry);
            next = next.after(entry);
        }
        snapshot = next;
        kind = next.state().kind();
        commits++;
        changed.signalAll();
        voice.ring();
    }

    /** Something done alone with a task. */
    @FunctionalInterface
    interface Action<T> {
        T run(OpenTask task) throws InterruptedException;
    }
}
