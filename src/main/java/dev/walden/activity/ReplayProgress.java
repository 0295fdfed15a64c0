package dev.walden.activity;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log every few seconds how far a long replay is, so that nobody takes it for a start that hangs. Confined to one thread. */
final class ReplayProgress implements ReplayListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayProgress.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private final ReplayListener listener;
    private long toldAt;

    /** @param listener told of every part, not only every few seconds */
    ReplayProgress(LongSupplier nanos, ReplayListener listener) {
        this.nanos = nanos;
        this.listener = listener;
        toldAt = nanos.getAsLong();
    }

    @Override
    public void applied(long seq, long goal) {
        listener.applied(seq, goal);
        long now = nanos.getAsLong();
        if (now - toldAt >= PAUSE_NANOS) {
            toldAt = now;
            LOG.atInfo()
                    .addKeyValue("seq", seq)
                    .addKeyValue("goal", goal)
                    .addKeyValue("percent", 100 * seq / Math.max(1, goal))
                    .log("views are being built");
        }
    }
}
