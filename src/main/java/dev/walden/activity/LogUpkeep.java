package dev.walden.activity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Does from time to time what the log needs while the service runs: one thread for the work, one for looks that must not wait for it. */
final class LogUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final long TELL_AGAIN = Duration.ofDays(1).toNanos();

    private final List<Runnable> chores;
    private final Map<Runnable, Told> told = new ConcurrentHashMap<>();
    private final Duration pause;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("walden-log-upkeep").factory());

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

    /** Begins. A look at what is stored is taken at once and from time to time, however long the chores take. */
    void start(Runnable look) {
        repeat(Duration.ZERO, () -> attempt(look));
        repeat(pause, () -> chores.forEach(this::attempt));
    }

    private void repeat(Duration first, Runnable work) {
        var _ = timer.scheduleWithFixedDelay(work, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | Error failed) { // anything thrown would end the timer without a word
            LOG.atLevel(isNew(chore, failed) ? Level.WARN : Level.DEBUG)
                    .setCause(failed)
                    .log("upkeep of the log failed, trying again later");
        }
    }

    /** The same again and again is told once a day. */
    private boolean isNew(Runnable chore, Throwable failed) {
        Told last = told.get(chore);
        String failure = failed.toString();
        long now = System.nanoTime();
        if (last != null && last.failure().equals(failure) && now - last.at() < TELL_AGAIN) {
            return false;
        }
        told.put(chore, new Told(failure, now));
        return true;
    }

    private record Told(String failure, long at) {}

    /** Ends without waiting: what was begun is done again, or finished by the log itself. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
