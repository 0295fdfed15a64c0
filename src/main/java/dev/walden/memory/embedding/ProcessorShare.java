package dev.walden.memory.embedding;

/**
 * How much of one processor something may take, as a bucket of time that fills by the share: what is saved up lasts for a short
 * burst. Thread-safe.
 */
final class ProcessorShare {

    /** So much time of not using the share is saved up: a burst of tasks is no load that lasts. */
    private static final double SAVED_NANOS = 10e9;

    private final double share;
    private double left;
    private long lastNanos;
    private boolean begun;

    ProcessorShare(double share) {
        this.share = share;
        this.left = share * SAVED_NANOS;
    }

    synchronized boolean hasSome(long nowNanos) {
        if (begun) {
            left = Math.min(share * SAVED_NANOS, left + share * (nowNanos - lastNanos));
        }
        begun = true;
        lastNanos = nowNanos;
        return left > 0;
    }

    /** No more is owed than can be saved up: what took long because the machine stood still is not to be missed for hours. */
    synchronized void used(long nanos) {
        left = Math.max(-share * SAVED_NANOS, left - nanos);
    }
}
