package dev.walden.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides between the thread that is about to send and the one that gives up: after {@link #close} said that nothing was sent,
 * nothing will be. Thread-safe.
 */
final class SendingGate {

    /** Guards all fields. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean closed;
    private boolean sent;
    private @Nullable Runnable cancellation;

    /** A new request begins, which this ends early. */
    void hop(Runnable cancelling) throws IOException {
        lock.lock();
        try {
            requireOpen();
            cancellation = cancelling;
        } finally {
            lock.unlock();
        }
    }

    /** The first byte of a request is about to leave. */
    void pass() throws IOException {
        lock.lock();
        try {
            requireOpen();
            sent = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what runs. Returns whether anything may have left. */
    boolean close() {
        lock.lock();
        try {
            closed = true;
            if (cancellation != null) {
                cancellation.run();
            }
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything may have left until now. */
    boolean sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new InterruptedIOException("the exchange was given up");
        }
    }
}
