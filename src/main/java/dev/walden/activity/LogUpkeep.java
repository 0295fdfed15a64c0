package dev.walden.activity;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does from time to time what the log needs while the service runs, on one thread of its own. */
final class LogUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final List<Runnable> chores;
    private final Duration pause;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("walden-log-upkeep").factory());

    /** Chores that may be done again at any time, in this order. */
    LogUpkeep(List<Runnable> chores, Duration pause) {
        this.chores = List.copyOf(chores);
        this.pause = pause;
    }

    /** How long to wait between two rounds when things are to happen within these times. */
    static Duration pause(Duration... within) {
        Duration shortest = LONGEST_PAUSE;
        for (Duration one : within) {
            shortest = one.compareTo(shortest) < 0 ? one : shortest;
        }
        return shortest;
    }

    /** Begins. A look at what is stored is taken at once, and behind all chores again. */
    void start(Runnable look) {
        timer.execute(() -> attempt(look));
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    chores.forEach(this::attempt);
                    attempt(look);
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("upkeep of the log failed, trying again later");
        }
    }

    /** Ends without waiting: what was begun is done again, or finished by the log itself. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
