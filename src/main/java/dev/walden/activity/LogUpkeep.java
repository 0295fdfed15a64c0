package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the log from time to time while the service runs: has what is old and applied to all views compressed. Thread-safe. */
final class LogUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WriteAheadLog log;
    private final AppliedPosition position;
    private final InstantSource clock;
    private final Duration archiveAfter;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("walden-log-upkeep").factory());

    LogUpkeep(WriteAheadLog log, AppliedPosition position, InstantSource clock, Duration archiveAfter) {
        this.log = log;
        this.position = position;
        this.clock = clock;
        this.archiveAfter = archiveAfter;
    }

    /** Begins. Called again, it has no effect worth speaking of. */
    void start() {
        Duration pause = archiveAfter.compareTo(LONGEST_PAUSE) < 0 ? archiveAfter : LONGEST_PAUSE;
        var _ = timer.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            log.archive(position.applied(), clock.instant().minus(archiveAfter));
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("upkeep of the log failed, trying again later");
        }
    }

    /** Ends without waiting: what was begun is the log's own business. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
