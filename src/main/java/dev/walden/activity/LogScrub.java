package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the whole log read and checked, slowly: once after the start, which looks at full segments from their ends only, and then every
 * day, as disks rot. Thread-safe.
 */
final class LogScrub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogScrub.class);
    private static final Duration PAUSE = Duration.ofDays(1);

    /** A fiftieth of what a usual disk gives. */
    private static final long BYTES_A_SECOND = 32L << 20;

    private final WriteAheadLog log;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("walden-log-scrub").unstarted(this::run);
    private volatile boolean closed;

    LogScrub(WriteAheadLog log) {
        this.log = log;
    }

    /** Begins. Called again, it has no effect. */
    synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !closed) {
            thread.start();
        }
    }

    private void run() {
        try {
            while (!closed) {
                log.scrub(this::pace);
                tell();
                rest(PAUSE.toNanos());
            }
        } catch (CancellationException _) {
            // Closed while it read.
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("log not scrubbed, trying again at the next start");
        }
    }

    private void tell() {
        for (String damage : log.damage()) {
            LOG.atError().addKeyValue("error", damage).log("log damaged");
        }
    }

    private void pace(long bytes) {
        rest(bytes * 1_000_000_000L / BYTES_A_SECOND);
        if (closed) {
            throw new CancellationException();
        }
    }

    private void rest(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Ends soon; waits for nothing. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
