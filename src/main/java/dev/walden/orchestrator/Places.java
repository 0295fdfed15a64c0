package dev.walden.orchestrator;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many tasks may be open at the same time: so many of each engine, and beyond those so many of all engines together. Tasks that pile up
 * for a slow engine thus leave the others their own. Thread-safe.
 */
final class Places {

    private final int ofEach;
    private final int beyond;

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}, as is the field below. How many are open, by engine. */
    private final Map<String, Integer> open = new HashMap<>();

    private int takenBeyond;

    Places(int ofEach, int beyond) {
        this.ofEach = ofEach;
        this.beyond = beyond;
    }

    /** Takes a place for a task that is about to be recorded; false when all that it could have are taken. */
    boolean admit(String engine) {
        lock.lock();
        try {
            boolean admitted = open.getOrDefault(engine, 0) < ofEach || takenBeyond < beyond;
            if (admitted) {
                take(engine);
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place for a task that an earlier process left, whatever the bound is now. */
    void admitAnyway(String engine) {
        lock.lock();
        try {
            take(engine);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void dismiss(String engine) {
        lock.lock();
        try {
            if (open.merge(engine, -1, Integer::sum) >= ofEach) {
                takenBeyond--;
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(String engine) {
        if (open.merge(engine, 1, Integer::sum) > ofEach) {
            takenBeyond++;
        }
    }
}
