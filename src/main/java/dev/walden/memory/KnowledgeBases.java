package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.KeptBytes;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.MemoryEvent.DocumentRemoved;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.memory.knowledge.DocumentReader;
import dev.walden.memory.knowledge.UnreadableDocument;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents by field: they are received here, read behind it by {@link Ingestion}, listed and erased. Thread-safe; what returns is durable. */
public final class KnowledgeBases {

    /** The most documents of one page. */
    public static final int MAX_LISTED = 100;

    private static final String TOO_LARGE = "document_too_large";

    /** Of one sender on one version of a document. */
    private static final int MOST_CLAIMS = 32;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final ByteStore bytes;
    private final DocumentWrites writes;
    private final KnowledgeDomains domains;
    private final Ingestion ingestion;
    private final KnowledgeMetrics metrics;
    private final long maxUploadBytes;

    KnowledgeBases(
            DocumentRecords records,
            KnowledgeDomains domains,
            Ingestion ingestion,
            KnowledgeMetrics metrics,
            long maxUploadBytes) {
        log = records.log();
        views = records.views();
        bytes = records.bytes();
        writes = records.writes();
        this.domains = domains;
        this.ingestion = ingestion;
        this.metrics = metrics;
        this.maxUploadBytes = maxUploadBytes;
    }

    /** All that there are. */
    public Collection<KnowledgeDomain> domains() {
        return domains.all();
    }

    /**
     * Does nothing when there is such a knowledge base.
     *
     * @throws MemoryException.NoSuchDomain when there is none
     */
    public void require(String domain) {
        domains.require(domain);
    }

    /** The largest document. */
    public long maxUploadBytes() {
        return maxUploadBytes;
    }

    /**
     * Takes a document in; it is read behind this, also after a crash. One with bytes that are there already is that one; one with a name
     * that is there takes the other's place once it is read.
     *
     * @throws MemoryException.NoSuchDomain when there is no such knowledge base
     * @throws MemoryException.QuotaExceeded when there is no room in it, or the sender named too many addresses for the same bytes
     * @throws MemoryException.Unacceptable when it is too large or of no type that is read
     */
    public KnowledgeDocument receive(NewDocument document) throws InterruptedException {
        KnowledgeDomain domain = domains.require(document.domain());
        try {
            return taken(document, domain);
        } catch (MemoryException refused) {
            metrics.refused(refused.code());
            throw refused;
        }
    }

    /**
     * Does nothing when a document may have so many bytes.
     *
     * @throws MemoryException.Unacceptable when it may not, which counts as a refusal of it
     */
    void demandSize(long size) {
        if (size > maxUploadBytes) {
            metrics.refused(TOO_LARGE);
            throw tooLarge();
        }
    }

    private KnowledgeDocument taken(NewDocument document, KnowledgeDomain domain) throws InterruptedException {
        check(document);
        String sha256 = ContentHash.of(document.content());
        String id = writes.alone(() -> {
            List<DocumentRow> known = known(document, sha256);
            Optional<DocumentRow> same = known.stream()
                    .filter(row -> row.name().equals(document.name()))
                    .findFirst();
            Optional<DocumentRow> equal = same.or(() -> known.stream().findFirst());
            if (equal.isPresent() && equal.get().sha256().equals(sha256) && stands(equal.get(), document.by())) {
                return claimed(equal.get(), document, sha256);
            }
            new KnowledgeQuota(domain, document.space()).demand(views, document.content().length, same.isEmpty());
            String named = same.map(DocumentRow::document).orElseGet(ItemIds::randomDocument);
            return record(document, sha256, named, document.name(), bytes.put(document.content()));
        });
        ingestion.wake();
        return find(id).orElseThrow(() -> new IllegalStateException("A document that was received is gone: " + id));
    }

    /** Whether the same bytes are not taken in again. A file that still lies there is nobody's wish to have back what was erased. */
    private static boolean stands(DocumentRow row, String by) {
        return !row.state().equals("failed")
                || (by.equals(WatchedFolder.BY) && DocumentWrites.ERASED.equals(row.code()));
    }

    /** Of this name, or with these bytes. */
    private List<DocumentRow> known(NewDocument document, String sha256) {
        return views.read(connection -> DocumentRow.where(
                connection,
                "space = ? AND domain = ? AND (name = ? OR sha256 = ? AND state <> 'failed') ORDER BY first_seq",
                document.space().name(),
                document.domain(),
                document.name(),
                sha256));
    }

    /**
     * Who sends what is there already has said so, too: it stays when the other one's is taken back. The record has no bytes: those of the
     * version are with its own, unless a part of them was erased, and then they must not come back by this.
     */
    private String claimed(DocumentRow known, NewDocument document, String sha256) {
        boolean said = known.state().equals("failed")
                || views.read(connection -> DocumentClaims.isKnown(connection, known, document.by(), document.from()));
        if (said) {
            return known.document();
        }
        demandClaim(known, document.by());
        return record(document, sha256, known.document(), known.name(), null);
    }

    /** Each costs a record, and one sender may name addresses without end. */
    private void demandClaim(DocumentRow known, String by) {
        if (views.read(connection -> DocumentClaims.count(connection, known, by)) >= MOST_CLAIMS) {
            throw new MemoryException.QuotaExceeded(
                    "This document was sent from %d addresses already, by the same sender.".formatted(MOST_CLAIMS));
        }
    }

    private String record(NewDocument document, String sha256, String id, String name, @Nullable KeptBytes original) {
        log.append(List.of(new DocumentReceived(
                id,
                document.space(),
                document.domain(),
                name,
                document.type(),
                sha256,
                original,
                document.by(),
                document.from())));
        return id;
    }

    private void check(NewDocument document) {
        if (document.content().length > maxUploadBytes) {
            throw tooLarge();
        }
        try {
            DocumentReader.check(document.name(), document.type());
        } catch (UnreadableDocument unknown) {
            throw new MemoryException.Unacceptable(unknown.code(), unknown.reason());
        }
    }

    private MemoryException tooLarge() {
        return new MemoryException.Unacceptable(
                TOO_LARGE, "A document has at most %d bytes; this one has more.".formatted(maxUploadBytes));
    }

    /** The document of this id. Sees everything acknowledged before the call. */
    public Optional<KnowledgeDocument> find(String id) throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return views.read(connection -> {
            Optional<DocumentRow> row = DocumentRow.find(connection, id)
                    .filter(found -> !found.state().equals(DocumentRow.REMOVED));
            long before = row.isEmpty() || !row.get().isQueued() ? 0 : queuedBefore(connection, row.get());
            return row.map(found -> KnowledgeDocument.of(found, before, ingestion.isReading(found.receivedSeq())));
        });
    }

    private static long queuedBefore(Connection connection, DocumentRow row) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT count(*) FROM memory_documents WHERE state = 'queued' AND received_seq < ?",
                        count -> count.getLong(1),
                        row.receivedSeq())
                .orElse(0L);
    }

    /**
     * Documents of a knowledge base, the latest first.
     *
     * @param before the {@code next} of the page before; null for the first
     * @param limit at most {@value #MAX_LISTED}
     */
    public Page list(Space space, String domain, @Nullable Long before, int limit) throws InterruptedException {
        domains.require(domain);
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        int wanted = Math.clamp(limit, 1, MAX_LISTED);
        List<DocumentRow> rows = views.read(connection -> DocumentRow.where(
                connection,
                "space = ? AND domain = ? AND first_seq < ? ORDER BY first_seq DESC LIMIT ?",
                space.name(),
                domain,
                before == null ? Long.MAX_VALUE : before,
                wanted + 1));
        List<KnowledgeDocument> documents = new ArrayList<>();
        rows.stream()
                .limit(wanted)
                .forEach(row -> documents.add(KnowledgeDocument.of(row, 0, ingestion.isReading(row.receivedSeq()))));
        return new Page(documents, rows.size() > wanted ? rows.get(wanted - 1).firstSeq() : null);
    }

    /**
     * Erases a document with all that is known to hold its words, as items are erased.
     *
     * @param by {@code key:ID}
     */
    public void erase(KnowledgeDocument document, String by) throws InterruptedException {
        append(new ContentErased(document.space(), List.of(document.id()), "The document was deleted.", by));
    }

    /** Takes a document away whose file is gone; what was said about it stays. */
    void remove(DocumentRow document) throws InterruptedException {
        append(new DocumentRemoved(document.document(), document.space(), "The file is gone."));
    }

    private void append(ActivityEvent event) throws InterruptedException {
        writes.alone(() -> log.append(List.of(event)));
    }

    /**
     * Some documents.
     *
     * @param next what to go on with; null on the last page
     */
    public record Page(
            List<KnowledgeDocument> documents, @Nullable Long next) {
        public Page {
            documents = List.copyOf(documents);
        }
    }
}
