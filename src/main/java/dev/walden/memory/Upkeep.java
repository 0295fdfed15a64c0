package dev.walden.memory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has memory kept in order from time to time while the service runs, behind all other work: one kind of round after the other, on one
 * thread of the lowest priority. What was broken off is begun again a minute after the next start, and finds nothing more to do where it
 * has been. One round that fails keeps no other from its turn.
 */
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /** A start has other things to do. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final UpkeepWork work;
    private final List<Round> rounds;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Does not begin yet.
     *
     * @param work names its thread and its log lines
     * @param rounds in this order
     * @param interval from the end of the last of them to the first; zero for none at all
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where the system heeds it, tasks go first
    Upkeep(UpkeepWork work, List<Round> rounds, Duration interval) {
        this.work = work;
        this.rounds = List.copyOf(rounds);
        this.interval = interval;
        this.thread = Thread.ofPlatform()
                .name("memory-" + work.code())
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
            LOG.atWarn().addKeyValue("work", work.code()).log("upkeep of memory did not stop in time");
        }
    }

    private void run() {
        try {
            Duration wait = interval.compareTo(FIRST) < 0 ? interval : FIRST;
            while (!isStopping(wait)) {
                for (Round round : rounds) {
                    if (!isStopping(Duration.ZERO)) {
                        attempt(round);
                    }
                }
                wait = interval;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Round round) throws InterruptedException {
        try {
            round.run(this::isStopping);
        } catch (RuntimeException failed) { // as for want of room on the disk; what was decided stands
            LOG.atWarn()
                    .addKeyValue("work", work.code())
                    .addKeyValue("error", failed)
                    .log("upkeep of memory is broken off until its next round");
        }
    }

    private boolean isStopping(Duration atMost) throws InterruptedException {
        return stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Looks through memory once, and records what it decides before it goes on. */
    @FunctionalInterface
    interface Round {

        /** Ends soon when there is no more rest. */
        void run(Rest rest) throws InterruptedException;
    }

    /** What is between two parts. */
    @FunctionalInterface
    interface Rest {

        /** Waits so long; true, at once, when it is time to end. */
        boolean endsWithin(Duration time) throws InterruptedException;
    }
}
