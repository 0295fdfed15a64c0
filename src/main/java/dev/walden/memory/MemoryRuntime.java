package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.memory.lexical.LexicalIndex;
import java.time.Duration;

/** Memory's index as something that starts and stops. */
public final class MemoryRuntime implements AutoCloseable {

    private static final Duration VIEWS_PATIENCE = Duration.ofSeconds(30);

    private final ActivityLog log;
    private final LexicalIndex index;

    MemoryRuntime(ActivityLog log, LexicalIndex index) {
        this.log = log;
        this.index = index;
    }

    /** Begins to follow the views, which must hold all that is in the log. What the index lacks is added behind. */
    public void start() throws InterruptedException {
        long seq = log.durable();
        log.awaitApplied(seq, VIEWS_PATIENCE);
        index.start(seq);
    }

    /** Makes the index durable as far as it is. */
    @Override
    public void close() {
        index.close();
    }
}
