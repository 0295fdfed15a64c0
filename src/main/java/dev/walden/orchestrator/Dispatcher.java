package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says which open task may run: the current one of each session, at most so many of each engine, so that a slow one holds up nobody who asks
 * another. Each running task has a virtual thread; a task that waits for a person has none. Thread-safe.
 */
final class Dispatcher {

    private final int maxRunning;
    private final Places places;
    private final Consumer<OpenTask> work;

    private final Map<TaskId, OpenTask> open = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    /** Guarded by {@link #lock}, as are the fields below. */
    private final SessionQueues sessions = new SessionQueues();

    private final Map<TaskId, Turn> turns = new HashMap<>();
    /** By engine; of those that were ever asked for. */
    private final Map<String, Lane> lanes = new HashMap<>();

    private int running;
    private boolean stopping;

    /**
     * @param maxRunning of each engine
     * @param work runs on a task's thread until the task rests
     */
    Dispatcher(int maxRunning, Places places, Consumer<OpenTask> work) {
        this.maxRunning = maxRunning;
        this.places = places;
        this.work = work;
    }

    /** Takes in a recorded task that has its place. Tasks of one session come in the order of their records. */
    void enter(OpenTask task) {
        lock.lock();
        try {
            open.put(task.id(), task);
            if (stopping) {
                task.release();
            }
            if (sessions.add(task)) {
                makeReady(task);
            } else {
                turns.put(task.id(), Turn.QUEUED);
                task.unload();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells that a person has acted on a task, or that a sub-task of it ended: it may be able to go on, or has ended. */
    void wake(OpenTask task) {
        lock.lock();
        try {
            switch (turns.getOrDefault(task.id(), Turn.QUEUED)) {
                case PARKED -> resume(task);
                case RUNNING, RUNNING_AGAIN -> {
                    turns.put(task.id(), Turn.RUNNING_AGAIN);
                    task.wake();
                }
                case QUEUED -> leaveIfEnded(task);
                case READY -> {
                    if (task.ended()) {
                        laneOf(task).remove(task);
                        leaveIfEnded(task);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<OpenTask> find(TaskId id) {
        return Optional.ofNullable(open.get(id));
    }

    Collection<OpenTask> all() {
        return List.copyOf(open.values());
    }

    int running() {
        return locked(() -> running);
    }

    int ready() {
        return locked(() -> lanes.values().stream().mapToInt(Lane::ready).sum());
    }

    int openTasks() {
        return open.size();
    }

    /** How many open tasks are in this state. */
    int count(StateKind kind) {
        return (int) open.values().stream().filter(task -> task.kind() == kind).count();
    }

    /** Lets no further task begin. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            lanes.values().forEach(Lane::clear);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no task runs.
     *
     * @return whether that came to be within the time
     */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (running > 0) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void makeReady(OpenTask task) {
        Lane lane = laneOf(task);
        lane.add(task);
        start(task, lane);
    }

    private void start(OpenTask task, Lane lane) {
        turns.put(task.id(), Turn.READY);
        startReady(lane);
        if (turns.get(task.id()) == Turn.READY) {
            task.unload();
        }
    }

    private Lane laneOf(OpenTask task) {
        return lanes.computeIfAbsent(task.whereabouts().wanted(), _ -> new Lane(maxRunning));
    }

    private void startReady(Lane lane) {
        Optional<OpenTask> next = stopping ? Optional.empty() : lane.next();
        while (next.isPresent()) {
            OpenTask task = next.get();
            turns.put(task.id(), Turn.RUNNING);
            task.whereabouts().arrive();
            running++;
            Thread.ofVirtual().name("task-" + task.id()).start(() -> run(task, lane));
            next = lane.next();
        }
    }

    private void run(OpenTask task, Lane lane) {
        try {
            work.accept(task);
        } finally {
            leave(task, lane);
        }
    }

    private void leave(OpenTask task, Lane lane) {
        lock.lock();
        try {
            running--;
            lane.leave();
            boolean again = turns.put(task.id(), Turn.PARKED) == Turn.RUNNING_AGAIN;
            if (!leaveIfEnded(task)) {
                goOn(task, lane, again);
            }
        } finally {
            startReady(lane);
            if (running == 0) {
                idle.signalAll();
            }
            lock.unlock();
        }
    }

    /** Where it wants to go on among the tasks of another engine, it waits for a place there; home again, before the others. */
    private void goOn(OpenTask task, Lane left, boolean again) {
        Lane lane = laneOf(task);
        if (lane != left && task.whereabouts().wantsHome()) {
            lane.addAgain(task);
            start(task, lane);
        } else if (lane != left) {
            makeReady(task);
        } else if (again) {
            resume(task);
        }
    }

    /** Who judged a step before the rest may not be needed any more. */
    private void resume(OpenTask task) {
        task.whereabouts().goHome();
        makeReady(task);
    }

    private boolean leaveIfEnded(OpenTask task) {
        if (!task.ended() || open.remove(task.id()) == null) {
            return false;
        }
        places.dismiss(task.ties().engine());
        turns.remove(task.id());
        sessions.remove(task).ifPresent(this::makeReady);
        return true;
    }

    private <T> T locked(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    /** Where an open task stands with the dispatcher. */
    private enum Turn {
        /** Another task of its session comes first. */
        QUEUED,
        /** Waits for a place among the tasks of its engine, or of one that is to judge a step of it. */
        READY,
        RUNNING,
        /** Running, and somebody acted on it meanwhile. */
        RUNNING_AGAIN,
        /** Rests until somebody acts on it. */
        PARKED
    }
}
