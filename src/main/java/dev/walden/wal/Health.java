package dev.walden.wal;

import dev.walden.wal.WalException.Unusable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the log can be used. The first failure is final: what the kernel holds of the file can no longer be trusted. Thread-safe. */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final AtomicReference<@Nullable Unusable> end = new AtomicReference<>();
    private final Consumer<Unusable> onFailure;
    private final WalMetrics metrics;
    private final Unusable closed = new Unusable("The log is closed.", null);
    private final Unusable died = new Unusable(
            "The log's writer ended for want of memory. Nothing more is accepted; start the process anew.", null);
    private volatile Runnable onEnd = () -> {};
    private volatile @Nullable String noSpace;

    Health(Consumer<Unusable> onFailure, WalMetrics metrics) {
        this.onFailure = onFailure;
        this.metrics = metrics;
    }

    /** Runs something soon when the log's use ends, whatever the thread. */
    void onEnd(Runnable task) {
        onEnd = task;
    }

    /** Ends the log's use by an error, unless it has ended. */
    void fail(String what, Throwable cause) {
        end(new Unusable(
                what + ": " + cause
                        + ". Nothing more is accepted; find the cause on the disk, then start the process anew.",
                cause));
    }

    /** Ends the log's use when there may be no memory to say why. Returns the first end there was. */
    Unusable died() {
        return end(died);
    }

    private Unusable end(Unusable failure) {
        if (!end.compareAndSet(null, failure)) {
            var first = end.get();
            return first == null ? failure : first;
        }
        metrics.condition(2);
        onEnd.run();
        tell(failure);
        return failure;
    }

    /** Returns whatever the listener does: others wait for this thread, and hear of the failure by their own calls. */
    private void tell(Unusable failure) {
        try {
            onFailure.accept(failure);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("listener to the end of the log failed");
        } catch (Error _) {
            // Most likely there is no memory, for a word about it neither.
        }
    }

    /** Ends the log's use in good order, unless it has ended. */
    void close() {
        if (end.compareAndSet(null, closed)) {
            metrics.condition(2);
        }
    }

    /** Why nothing is accepted any more, or null. */
    @Nullable
    Unusable end() {
        return end.get();
    }

    /** Says that there is no room for the next segment, and why; null when there is again. */
    void noSpace(@Nullable String message) {
        if (message != null && noSpace == null) {
            LOG.atWarn().addKeyValue("error", message).log("no space for the next segment");
        } else if (message == null && noSpace != null) {
            LOG.atInfo().log("space for the next segment again");
        }
        noSpace = message;
        if (end.get() == null) {
            metrics.condition(message == null ? 0 : 1);
        }
    }

    /** What is missing where, or null when there is room. */
    @Nullable
    String noSpace() {
        return noSpace;
    }

    /** For work that must not touch a log whose use has ended. @throws Unusable when it has */
    void demandInUse() {
        var ended = end.get();
        if (ended != null) {
            throw ended;
        }
    }

    LogCondition condition() {
        var ended = end.get();
        if (ended != null) {
            return new LogCondition.Unusable(String.valueOf(ended.getMessage()));
        }
        var missing = noSpace;
        return missing == null ? new LogCondition.Accepting() : new LogCondition.NoSpace(missing);
    }
}
