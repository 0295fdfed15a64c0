package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.DocumentRefused;
import dev.walden.activity.Views;
import dev.walden.memory.knowledge.Chunk;
import dev.walden.memory.knowledge.Chunker;
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

    /** Of a version that is not read, as a part of the one before was erased meanwhile. */
    static final String ERASED = "erased";

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
     * others are recorded anew. A version that still waits to be read is refused, as it may hold the same words. Only to be asked
     * {@link #alone}.
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
                DocumentRow row = DocumentRow.find(connection, document)
                        .orElseThrow(() -> new IllegalStateException("A chunk has no document: " + document));
                anew.add(rest(row, DocumentRow.chunks(connection, document), ids));
                addRefusal(row, anew);
                return anew;
            });
        }
        return anew;
    }

    /** What a crash has kept from being recorded behind the erasure of these items; it belongs to no document's records yet. */
    List<ActivityEvent> missing(List<String> erased) {
        return views.read(connection -> {
            List<ActivityEvent> anew = new ArrayList<>();
            for (DocumentRow row : DocumentRow.ofChunks(connection, erased)) {
                if (!DocumentRow.hasRecords(connection, row.document())) {
                    anew.add(rest(row, DocumentRow.chunks(connection, row.document()), Set.of()));
                }
                addRefusal(row, anew);
            }
            return anew;
        });
    }

    private static void addRefusal(DocumentRow row, List<ActivityEvent> anew) {
        if (row.isQueued()) {
            anew.add(refused(row));
        }
    }

    private static DocumentRefused refused(DocumentRow row) {
        return new DocumentRefused(
                row.document(),
                row.space(),
                row.receivedSeq(),
                ERASED,
                "A part of the document was erased while this version waited to be read. Send it again if its words may be kept.");
    }

    private static DocumentIngested rest(DocumentRow row, List<MemoryItem> found, Set<String> erased) {
        StringBuilder text = new StringBuilder();
        List<String> ids = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        for (MemoryItem item : found) {
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
        return new DocumentIngested(
                row.document(),
                row.space(),
                row.chunksOf(),
                row.name(),
                row.title(),
                text.toString(),
                lines.chunks(),
                lines.sections(),
                Chunker.VERSION);
    }

    /** What is done alone. */
    @FunctionalInterface
    interface Act<T> {
        T run() throws InterruptedException;
    }
}
