package dev.walden.orchestrator;

import java.util.concurrent.atomic.AtomicInteger;

/** How many tasks may be open at the same time. Thread-safe. */
final class Places {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int most) {
        this.most = most;
    }

    /** Takes a place for a task that is about to be recorded; false when all are taken. */
    boolean admit() {
        int before = taken.getAndUpdate(places -> places < most ? places + 1 : places);
        return before < most;
    }

    /** Takes a place for a task that an earlier process left, whatever the bound is now. */
    void admitAnyway() {
        taken.incrementAndGet();
    }

    /** Gives a place back. */
    void dismiss() {
        taken.decrementAndGet();
    }
}
