package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.Views;
import dev.walden.memory.knowledge.Chunk;
import dev.walden.memory.knowledge.Chunker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** One who writes of documents at a time: what is recorded next rests on what the views say now. Thread-safe. */
final class DocumentWrites {

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);
    private static final String BETWEEN = "\n\n";

    private final ActivityLog log;
    private final Views views;
    private final ReentrantLock lock = new ReentrantLock();

    DocumentWrites(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    /** Runs with views that hold all that was acknowledged, while nobody else writes of documents. */
    <T> T alone(Act<T> act) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            return act.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What has to be recorded with the erasure of these items: a record of a document holds all its chunks and loses them all, so the
     * others are recorded anew. Only to be asked {@link #alone}.
     */
    List<ActivityEvent> without(List<MemoryItem> erased) {
        Set<String> documents = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        for (MemoryItem item : erased) {
            if (item.kind() == ItemKind.DOCUMENT && item.session() != null) {
                documents.add(item.session());
                ids.add(item.id());
            }
        }
        List<ActivityEvent> anew = new ArrayList<>();
        for (String document : documents) {
            views.read(connection -> {
                rest(connection, document, ids, anew);
                return anew;
            });
        }
        return anew;
    }

    private static void rest(Connection connection, String document, Set<String> erased, List<ActivityEvent> anew)
            throws SQLException {
        DocumentRow row = DocumentRow.find(connection, document)
                .orElseThrow(() -> new IllegalStateException("A chunk has no document: " + document));
        StringBuilder text = new StringBuilder();
        List<String> ids = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        for (MemoryItem item : DocumentRow.chunks(connection, document)) {
            if (!erased.contains(item.id())) {
                text.append(text.isEmpty() ? "" : BETWEEN);
                int start = text.length();
                text.append(item.text());
                DocumentSource source = DocumentSource.of(item);
                ids.add(item.id());
                chunks.add(new Chunk(start, text.length(), source.page(), source.section()));
            }
        }
        ChunkLines lines = ChunkLines.of(ids, chunks);
        anew.add(new DocumentIngested(
                document,
                row.space(),
                row.chunksOf(),
                row.name(),
                row.title(),
                text.toString(),
                lines.chunks(),
                lines.sections(),
                Chunker.VERSION));
    }

    /** What is done alone. */
    @FunctionalInterface
    interface Act<T> {
        T run() throws InterruptedException;
    }
}
