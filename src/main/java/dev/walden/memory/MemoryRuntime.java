package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.memory.lexical.LexicalIndex;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Memory's indexes as something that starts and stops. */
public final class MemoryRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryRuntime.class);
    private static final Duration VIEWS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration INDEX_PATIENCE = Duration.ofSeconds(30);

    private final ActivityLog log;
    private final LexicalIndex index;
    private final Meaning meaning;
    private final HalfDecisions half;

    MemoryRuntime(ActivityLog log, LexicalIndex index, Meaning meaning, HalfDecisions half) {
        this.log = log;
        this.index = index;
        this.meaning = meaning;
        this.half = half;
    }

    /**
     * Makes good what a crash left half, and begins to follow the views, which must hold all that is in the log. Returns when everything
     * can be found by its words, so that a task that goes on, or comes, right after the start recalls what it should. An index that has to
     * be filled for longer than half a minute is filled behind: searches find less until then, and say so by their position.
     */
    public void start() throws InterruptedException {
        log.awaitApplied(log.durable(), VIEWS_PATIENCE);
        half.makeGood();
        long seq = log.durable();
        log.awaitApplied(seq, VIEWS_PATIENCE);
        index.start(seq);
        meaning.start(seq);
        if (!index.awaitApplied(seq, INDEX_PATIENCE)) {
            LOG.atWarn()
                    .addKeyValue("seq", seq)
                    .addKeyValue("applied", index.applied())
                    .log("word index is still being filled, searches find less until it is");
        }
    }

    /** Waits until everything up to a record can be found by its words; false when it cannot within that time. */
    public boolean awaitFilled(long seq, Duration atMost) throws InterruptedException {
        return index.awaitApplied(seq, atMost);
    }

    /** Makes the indexes durable as far as they are, within this time; what is missing then is filled in at the next start. */
    public void close(Duration atMost) {
        long start = System.nanoTime();
        index.close(atMost.minusNanos(System.nanoTime() - start));
        meaning.close(atMost.minusNanos(System.nanoTime() - start));
    }

    /** The same, within a time of its own unless it was closed before. */
    @Override
    public void close() {
        index.close();
        meaning.close();
    }
}
