package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import dev.walden.activity.RecordedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A real log with switches: it remembers the commits, can run out of room for new work, and can die as with a kill. */
final class SwitchableLog extends ForwardingLog {

    private final List<List<ActivityEvent>> commits = new CopyOnWriteArrayList<>();
    private final AtomicInteger read = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean quiteFull;
    private volatile boolean dead;
    private volatile boolean viewsBehind;
    private final Semaphore toldOfViews = new Semaphore(0);
    private final Semaphore refused = new Semaphore(0);
    private volatile Consumer<List<ActivityEvent>> committed = _ -> {};
    private volatile Runnable refusing = () -> {};

    SwitchableLog(ActivityLog log) {
        super(log);
    }

    /** Each append with what it held, in order. */
    List<List<ActivityEvent>> commits() {
        return commits;
    }

    /** Waits until an outcome was refused. */
    void awaitRefusedOutcome() throws InterruptedException {
        refused.acquire();
    }

    void full(boolean now) {
        full = now;
    }

    /** No room for outcomes either: they need a blob, or the reserve is used up. */
    void quiteFull(boolean now) {
        quiteFull = now;
        full = now;
    }

    /** The views do not follow any more: whoever waits for them is told so, and counted. */
    void viewsBehind() {
        viewsBehind = true;
    }

    /** How many were told that the views are behind, once there is one. */
    int toldOfViewsBehind() throws InterruptedException {
        toldOfViews.acquire();
        toldOfViews.release();
        return toldOfViews.availablePermits();
    }

    /** Has an action be told of each commit from now on, before whoever made it goes on. */
    void whenCommitted(Consumer<List<ActivityEvent>> action) {
        committed = action;
    }

    /** Has an action be told of each refusal of new work. */
    void whenRefused(Runnable action) {
        refusing = action;
    }

    /** From now on nothing is recorded any more: the process is gone. */
    void die() {
        dead = true;
    }

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        if (full) {
            refusing.run();
            throw new ActivityException.NoSpace("The disk is full.", null);
        }
        return appendOutcome(events);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        if (dead) {
            throw new ActivityException.Unusable("The process is gone.", null);
        }
        if (quiteFull) {
            refused.release();
            throw new ActivityException.NoSpace("The disk is quite full.", null);
        }
        Appended appended = log.append(events);
        commits.add(List.copyOf(events));
        committed.accept(List.copyOf(events));
        return appended;
    }

    /** How many records were asked for so far. */
    int recordsRead() {
        return read.get();
    }

    @Override
    public List<RecordedEvent> read(Collection<Long> seqs) {
        read.addAndGet(seqs.size());
        return log.read(seqs);
    }

    @Override
    public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
        if (viewsBehind) {
            toldOfViews.release();
            throw new ActivityException.ViewsBehind("The views are behind.");
        }
        log.awaitApplied(seq, atMost);
    }
}
