package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.KeptBytes;
import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.MemoryEvent.DocumentRefused;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Views;
import dev.walden.memory.knowledge.ChunkedText;
import dev.walden.memory.knowledge.Chunker;
import dev.walden.memory.knowledge.DocumentReading;
import dev.walden.memory.knowledge.GuardedReading;
import dev.walden.memory.knowledge.UnreadableDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads documents that were received, one after another, oldest first, on a thread of its own. Which wait is what the views say, so a
 * process that was killed goes on where it stood: a version is recorded as ingested once, or as refused. What a document does to a parser,
 * or to the record of it, ends that document and nothing else; where the log, the views or the disk fail, it is tried again.
 */
final class Ingestion {

    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);

    private final ActivityLog log;
    private final Views views;
    private final ByteStore bytes;
    private final DocumentReading reader;
    private final DocumentWrites writes;
    private final KnowledgeDomains domains;
    private final KnowledgeMetrics metrics;

    private final Semaphore work = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("memory-ingestion").unstarted(this::run);
    private volatile boolean stopping;
    private volatile long reading;

    Ingestion(DocumentRecords records, DocumentReading reader, KnowledgeDomains domains, KnowledgeMetrics metrics) {
        log = records.log();
        views = records.views();
        bytes = records.bytes();
        writes = records.writes();
        this.reader = new GuardedReading(reader);
        this.domains = domains;
        this.metrics = metrics;
    }

    /** Goes on with what waits. The views must be there. */
    void start() {
        thread.start();
        wake();
    }

    /** Tells that there may be something to read. */
    void wake() {
        work.release();
    }

    /** Whether the version of this record is being read just now. */
    boolean isReading(long received) {
        return reading == received;
    }

    /** Ends; what is being read is read again at the next start. */
    void close(Duration atMost) throws InterruptedException {
        stopping = true;
        reader.close();
        thread.interrupt();
        if (thread.isAlive() && !thread.join(atMost)) {
            LOG.atWarn().log("ingestion did not stop in time");
        }
    }

    private void run() {
        try {
            while (!stopping) {
                if (!ingestNext()) {
                    work.acquire();
                    work.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was one. */
    private boolean ingestNext() throws InterruptedException {
        try {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            Optional<DocumentRow> next = views.read(connection ->
                    DocumentRow.where(connection, "state = 'queued' ORDER BY received_seq LIMIT 1").stream()
                            .findFirst());
            if (next.isPresent()) {
                reading = next.get().receivedSeq();
                ingest(next.get());
            }
            return next.isPresent();
        } catch (IOException | RuntimeException e) {
            if (!stopping) {
                LOG.atWarn().addKeyValue("error", e).log("ingestion pauses");
                pause();
            }
            return true;
        } catch (Error e) { // as for want of memory; without this thread no document would be read any more
            LOG.atError().addKeyValue("error", e).log("ingestion pauses after an error of the process");
            pause();
            return true;
        } finally {
            reading = 0;
        }
    }

    private void pause() throws InterruptedException {
        var _ = work.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ingest(DocumentRow row) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            ChunkedText read = read(row);
            if (!domains.find(row.domain())
                    .map(domain -> new KnowledgeQuota(domain, row.space()))
                    .map(quota -> quota.fits(views, read.text().length() - (long) row.characters()))
                    .orElse(true)) {
                throw new UnreadableDocument(
                        "quota_exceeded", "The text of the document does not fit into the knowledge base.");
            }
            writes.alone(() -> record(row, read));
            metrics.ingested(Duration.ofNanos(System.nanoTime() - start));
        } catch (UnreadableDocument refused) {
            refuse(row, refused);
        } catch (RuntimeException | StackOverflowError e) {
            if (isOfSurroundings(e)) {
                throw e;
            }
            tellDefect(row, e);
            refuse(row, new UnreadableDocument("internal", "The document was read but cannot be recorded."));
        }
    }

    /** What another document would meet as well, and this one perhaps not the next time. */
    private static boolean isOfSurroundings(Throwable e) {
        return (e instanceof ActivityException && !(e instanceof ActivityException.TooLarge))
                || e instanceof UncheckedIOException;
    }

    /** Without its message, which may have words of the document. */
    private static void tellDefect(DocumentRow row, Throwable defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        LOG.atError()
                .addKeyValue("documentId", row.document())
                .addKeyValue("defect", defect.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0].toString())
                .log("document met a defect");
    }

    /** One that was deleted or replaced while it was read must not leave its words in the log. */
    private boolean record(DocumentRow row, ChunkedText read) {
        boolean wanted = views.read(connection -> DocumentRow.find(connection, row.document()))
                .filter(DocumentRow::isQueued)
                .filter(now -> now.receivedSeq() == row.receivedSeq())
                .isPresent();
        if (wanted) {
            log.append(List.of(ingested(row, read)));
        }
        return wanted;
    }

    private void refuse(DocumentRow row, UnreadableDocument refused) throws InterruptedException {
        Throwable defect = refused.getCause();
        if (defect != null) {
            tellDefect(row, defect);
        }
        writes.alone(() -> log.append(List.of(new DocumentRefused(
                row.document(), row.space(), row.receivedSeq(), refused.code(), refused.reason()))));
        metrics.refused(refused.code());
        LOG.atInfo()
                .addKeyValue("documentId", row.document())
                .addKeyValue("code", refused.code())
                .log("document refused");
    }

    private ChunkedText read(DocumentRow row) throws IOException, UnreadableDocument {
        try {
            DocumentReceived received = received(row);
            KeptBytes original = received.original();
            if (original == null) {
                throw new UnreadableDocument(DocumentWrites.ERASED, "The document was erased before it was read.");
            }
            return reader.read(received.name(), received.type(), bytes.get(original));
        } catch (ActivityException.Unreadable | ActivityException.KeyUnusable lost) { // others must not wait for it
            LOG.atWarn().addKeyValue("error", lost.getMessage()).log("original of a document cannot be read");
            throw new UnreadableDocument(
                    "original_lost", "The original of the document cannot be read. Send it again.");
        }
    }

    private DocumentReceived received(DocumentRow row) {
        return log.read(List.of(row.receivedSeq())).stream()
                .map(RecordedEvent::event)
                .filter(DocumentReceived.class::isInstance)
                .map(DocumentReceived.class::cast)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No document was received by record " + row.receivedSeq()));
    }

    private DocumentIngested ingested(DocumentRow row, ChunkedText read) {
        ChunkLines lines = ChunkLines.of(
                new ChunkIds(views.read(connection -> DocumentRow.chunks(connection, row.document())))
                        .of(read.text(), read.chunks()),
                read.chunks());
        return new DocumentIngested(
                row.document(),
                row.space(),
                row.receivedSeq(),
                row.name(),
                read.title(),
                read.text(),
                lines.chunks(),
                lines.sections(),
                Chunker.VERSION);
    }
}
