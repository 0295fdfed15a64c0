package dev.walden.orchestrator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The tasks of one engine that may run: at most so many do, the others wait in order. Confined to its owner's lock. */
final class Lane {

    private final int maxRunning;
    private final Deque<OpenTask> again = new ArrayDeque<>();
    private final Deque<OpenTask> ready = new ArrayDeque<>();
    private int running;

    Lane(int maxRunning) {
        this.maxRunning = maxRunning;
    }

    void add(OpenTask task) {
        ready.addLast(task);
    }

    /** Takes in a task that was among the others a moment ago: it comes before those, behind all that came so. */
    void addAgain(OpenTask task) {
        again.addLast(task);
    }

    /** A task that waits here needs no place any more. */
    void remove(OpenTask task) {
        again.remove(task);
        ready.remove(task);
    }

    /** Gives a place to the task that waits longest; empty when none waits, or all places are taken. */
    Optional<OpenTask> next() {
        Deque<OpenTask> first = again.isEmpty() ? ready : again;
        if (running == maxRunning || first.isEmpty()) {
            return Optional.empty();
        }
        running++;
        return Optional.of(first.removeFirst());
    }

    /** A task that had a place gives it back. */
    void leave() {
        running--;
    }

    int ready() {
        return again.size() + ready.size();
    }

    void clear() {
        again.clear();
        ready.clear();
    }
}
