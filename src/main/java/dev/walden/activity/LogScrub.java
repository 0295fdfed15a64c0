package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the whole log read and checked, slowly: once after the start, which looks at full segments from their ends only, and then every
 * day, as disks rot. So it is told too when data keys are missing. Thread-safe.
 */
final class LogScrub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogScrub.class);
    private static final Duration PAUSE = Duration.ofDays(1);

    /** A fiftieth of what a usual disk gives. */
    private static final long BYTES_A_SECOND = 32L << 20;

    private final WriteAheadLog log;
    private final KeyFolder keys;
    private final Duration firstBackOff;

    /** Confined to the thread of the scrub. */
    private final Set<Class<?>> told = new HashSet<>();

    private final Thread thread =
            Thread.ofPlatform().daemon().name("walden-log-scrub").unstarted(this::run);
    private volatile boolean closed;

    LogScrub(WriteAheadLog log, KeyFolder keys) {
        this(log, keys, Duration.ofMinutes(1));
    }

    /**
     * One with patience of its own.
     *
     * @param firstBackOff how long to wait after a pass that failed; twice as long after each further one, up to a day
     */
    LogScrub(WriteAheadLog log, KeyFolder keys, Duration firstBackOff) {
        this.log = log;
        this.keys = keys;
        this.firstBackOff = firstBackOff;
    }

    /** Begins. Called again, it has no effect. */
    synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !closed) {
            thread.start();
        }
    }

    private void run() {
        Duration backOff = firstBackOff;
        while (!closed) {
            Duration pause = PAUSE;
            try {
                NeededKeys needed = new NeededKeys(keys);
                log.scrub(this::pace, needed::note);
                tell();
                needed.tellMissing();
                backOff = firstBackOff;
            } catch (CancellationException _) {
                return; // closed while it read
            } catch (RuntimeException failed) {
                warn(failed, backOff);
                pause = backOff;
                backOff = shorter(backOff.multipliedBy(2), PAUSE);
            }
            rest(pause.toNanos());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whatever it was, disks may rot meanwhile: it is tried again. Told once for each kind, as it may last. */
    private void warn(RuntimeException failed, Duration backOff) {
        if (told.add(failed.getClass())) {
            LOG.atWarn()
                    .setCause(failed)
                    .addKeyValue("retryAfter", backOff)
                    .log("log not scrubbed, trying again and again");
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
