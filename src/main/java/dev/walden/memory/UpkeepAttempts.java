package dev.walden.memory;

import dev.walden.activity.ActivityException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is tried in one round of the upkeep: what fails is told, once for each space, counted and left out, and the rest has its turn. What
 * would fail everywhere, as for want of room on the disk, breaks the round off. Confined to its thread.
 */
final class UpkeepAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepAttempts.class);

    private final UpkeepWork work;
    private final MemoryMetrics metrics;
    private final Set<String> told = new HashSet<>();

    UpkeepAttempts(UpkeepWork work, MemoryMetrics metrics) {
        this.work = work;
        this.metrics = metrics;
    }

    /** What came of it; nothing when it failed. */
    <T> Optional<T> of(String space, Attempt<T> attempt) throws InterruptedException {
        try {
            return Optional.of(attempt.run());
        } catch (ActivityException.NoSpace | ActivityException.Unusable | ActivityException.ViewsBehind everywhere) {
            throw everywhere;
        } catch (RuntimeException | StackOverflowError failed) {
            failed(space, failed);
            return Optional.empty();
        }
    }

    void failed(String space, Throwable failed) {
        metrics.upkeepFailed(work);
        if (told.add(space)) {
            LOG.atWarn()
                    .addKeyValue("work", work.code())
                    .addKeyValue("space", space)
                    .addKeyValue("error", failed)
                    .log("upkeep of memory leaves out what fails and goes on");
        }
    }

    /** A part of a round. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws InterruptedException;
    }
}
