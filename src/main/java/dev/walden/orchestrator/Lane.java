package dev.walden.orchestrator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The tasks of one engine that may run: at most so many do, the others wait in order. Confined to its owner's lock. */
final class Lane {

    private final int maxRunning;
    private final Deque<OpenTask> ready = new ArrayDeque<>();
    private int running;

    Lane(int maxRunning) {
        this.maxRunning = maxRunning;
    }

    void add(OpenTask task) {
        ready.addLast(task);
    }

    /** Takes in a task that was among the others before: those behind it have not begun. */
    void addAgain(OpenTask task) {
        ready.addFirst(task);
    }

    /** Gives a place to the task that waits longest; empty when none waits, or all places are taken. */
    Optional<OpenTask> next() {
        if (running == maxRunning || ready.isEmpty()) {
            return Optional.empty();
        }
        running++;
        return Optional.of(ready.removeFirst());
    }

    /** A task that had a place gives it back. */
    void leave() {
        running--;
    }

    int ready() {
        return ready.size();
    }

    void clear() {
        ready.clear();
    }
}
