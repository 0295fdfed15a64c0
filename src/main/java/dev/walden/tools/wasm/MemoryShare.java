package dev.walden.tools.wasm;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What all running calls together may have, as memory and beside it, in pages of 64 KiB. Thread-safe. First come, first served. */
public final class MemoryShare {

    private static final int PAGE_BYTES = 64 * 1024;

    private final int pages;
    private final Semaphore free;

    private MemoryShare(int pages) {
        this.pages = pages;
        this.free = new Semaphore(pages, true);
    }

    /** So many bytes, rounded down to pages. */
    public static MemoryShare ofBytes(long bytes) {
        return new MemoryShare((int) Math.min(Integer.MAX_VALUE, bytes / PAGE_BYTES));
    }

    /** All of it. */
    public long bytes() {
        return (long) pages * PAGE_BYTES;
    }

    int pages() {
        return pages;
    }

    /**
     * Waits until so many pages are free, and takes them.
     *
     * @return false when they were not free in that time, and none are taken
     */
    boolean take(int wanted, Duration atMost) throws InterruptedException {
        return free.tryAcquire(wanted, atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    void giveBack(int taken) {
        free.release(taken);
    }
}
