package dev.walden.memory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has memory kept in order from time to time while the service runs, see {@link UpkeepRound}. What was broken off is begun again a minute
 * after the next start, and finds nothing more to do where it has been.
 */
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /** A start has other things to do. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final UpkeepRound round;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /** @param interval between two rounds; zero for none at all */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where the system heeds it, tasks go first
    Upkeep(UpkeepRound round, Duration interval) {
        this.round = round;
        this.interval = interval;
        this.thread = Thread.ofPlatform()
                .name("memory-upkeep")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /** Begins. The views must hold all that is in the log. */
    public void start() {
        if (!interval.isZero()) {
            thread.start();
        }
    }

    /** Ends between two parts of a round, within this time. */
    public void close(Duration atMost) throws InterruptedException {
        stopping.countDown();
        if (thread.isAlive() && !thread.join(atMost)) {
            LOG.atWarn().log("upkeep of memory did not stop in time");
        }
    }

    private void run() {
        try {
            Duration wait = interval.compareTo(FIRST) < 0 ? interval : FIRST;
            while (!isStopping(wait)) {
                attempt();
                wait = interval;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            round.run(this::isStopping);
        } catch (RuntimeException failed) { // as for want of room on the disk; what was decided stands
            LOG.atWarn().addKeyValue("error", failed).log("upkeep of memory is broken off until its next round");
        }
    }

    private boolean isStopping(Duration atMost) throws InterruptedException {
        return stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
