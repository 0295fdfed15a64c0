package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.Appended;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One append on its way: handed over by its caller, settled once by who committed it or, after the log's end, by anyone. */
final class PendingAppend {

    /** Told how an append ended that no thread waits for, on the thread that settles it. */
    @FunctionalInterface
    interface Listener {
        /** The append is durable, or did not happen because of {@code failure}. */
        void settled(@Nullable WalException failure);
    }

    private final List<byte[]> bodies;
    private final Urgency urgency;
    private final long lineBytes;
    private final boolean beginsSegment;
    private final @Nullable Thread waiter;
    private final @Nullable Listener listener;
    private @Nullable Appended place;
    private @Nullable WalException failure;

    /** Publishes the two fields before it. Settling allocates nothing: it must work when memory is out. */
    private volatile boolean settled;

    private PendingAppend(
            List<byte[]> bodies,
            Urgency urgency,
            boolean beginsSegment,
            @Nullable Thread waiter,
            @Nullable Listener listener) {
        this.bodies = bodies;
        this.beginsSegment = beginsSegment;
        this.urgency = urgency;
        this.lineBytes = lineBytes(bodies);
        this.waiter = waiter;
        this.listener = listener;
    }

    /** An append that the current thread is going to wait for. */
    static PendingAppend ofCaller(List<byte[]> bodies, Urgency urgency) {
        return new PendingAppend(bodies, urgency, false, Thread.currentThread(), null);
    }

    /** A record of the log itself. */
    static PendingAppend ofLog(byte[] body, Listener listener) {
        return new PendingAppend(List.of(body), Urgency.NORMAL, false, null, listener);
    }

    /** A marker that goes to a new segment, so that all before it are in full ones. */
    static PendingAppend ofNewSegment(Listener listener) {
        return new PendingAppend(List.of(Markers.MARKER), Urgency.NORMAL, true, null, listener);
    }

    /** At most how many bytes its lines take. */
    static long lineBytes(List<byte[]> bodies) {
        long bytes = 0;
        for (var body : bodies) {
            bytes += body.length + BatchBuffer.ENVELOPE_BYTES;
        }
        return bytes;
    }

    List<byte[]> bodies() {
        return bodies;
    }

    Urgency urgency() {
        return urgency;
    }

    boolean beginsSegment() {
        return beginsSegment;
    }

    long lineBytes() {
        return lineBytes;
    }

    /** Whether it counts against the bound of the queue. */
    boolean ofCaller() {
        return waiter != null;
    }

    /** Notes where its lines stand, not yet durable. */
    void placed(Appended where) {
        place = where;
    }

    /** Its lines are durable. */
    void acknowledge() {
        settle();
    }

    /** Its lines are not there, or nobody knows. */
    void fail(WalException why) {
        failure = why;
        settle();
    }

    private void settle() {
        settled = true;
        LockSupport.unpark(waiter);
        if (listener != null) {
            listener.settled(failure);
        }
    }

    /** Waits on through interrupts, as the lines may become durable all the same; the interrupt is kept for the caller. */
    Appended await() {
        boolean interrupted = false;
        while (!settled) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (place == null || failure != null) {
            throw thrownHere(failure);
        }
        return place;
    }

    /** Each caller gets its own exception, with its own stack. */
    private static WalException thrownHere(@Nullable WalException failure) {
        return failure instanceof WalException.NoSpace
                ? new WalException.NoSpace(String.valueOf(failure.getMessage()))
                : new WalException.Unusable(
                        failure == null ? "The append was never written." : String.valueOf(failure.getMessage()),
                        failure);
    }
}
