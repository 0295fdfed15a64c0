package dev.walden.activity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which blobs this process put lately, as a record may be about to name them: for an hour, and while blobs are swept also
 * those that were recent when the sweep began. So it holds no more than what is put in that time. Thread-safe. Times are those of
 * {@link System#nanoTime}.
 */
final class RecentPuts {

    /** The longest time before a sweep that it can ask for. */
    static final long KEPT_NANOS = 3_600_000_000_000L;

    private final LongSupplier clock;

    /** The one that was put longest ago comes first. */
    private final Map<String, Long> lastPut = new LinkedHashMap<>();

    private boolean sweeping;
    private long sweptSince;

    RecentPuts(LongSupplier clock) {
        this.clock = clock;
    }

    /** Notes that a blob is about to be put. */
    synchronized void note(String sha256) {
        long now = clock.getAsLong();
        lastPut.remove(sha256);
        lastPut.put(sha256, now);
        forgetOld(now);
    }

    /** From now until {@link #endSweep}, what was put in the last {@code nanos} is remembered however long the sweep takes. */
    synchronized void beginSweep(long nanos) {
        sweptSince = clock.getAsLong() - Math.min(nanos, KEPT_NANOS);
        sweeping = true;
    }

    /** Whether a blob was put in the time that {@link #beginSweep} named, or later. */
    synchronized boolean holdsBack(String sha256) {
        Long put = lastPut.get(sha256);
        return put != null && put - sweptSince >= 0;
    }

    synchronized void endSweep() {
        sweeping = false;
        forgetOld(clock.getAsLong());
    }

    /** How many are remembered. */
    synchronized int size() {
        return lastPut.size();
    }

    private void forgetOld(long now) {
        var all = lastPut.values().iterator();
        while (all.hasNext()) {
            long put = all.next();
            if (now - put <= KEPT_NANOS || (sweeping && put - sweptSince >= 0)) {
                return;
            }
            all.remove();
        }
    }
}
