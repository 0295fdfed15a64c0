package dev.walden.memory;

import java.time.Duration;

/** The knowledge bases as something that starts and stops. */
public final class KnowledgeRuntime {

    private final Ingestion ingestion;
    private final WatchedFolder folder;

    KnowledgeRuntime(Ingestion ingestion, WatchedFolder folder) {
        this.ingestion = ingestion;
        this.folder = folder;
    }

    /** Goes on reading what was received, and looks at the folder. The views must hold all that is in the log. */
    public void start() {
        ingestion.start();
        folder.start();
    }

    /** Stops reading within this time; what was not read is at the next start. */
    public void close(Duration atMost) throws InterruptedException {
        folder.close(atMost.dividedBy(2));
        ingestion.close(atMost.dividedBy(2));
    }
}
