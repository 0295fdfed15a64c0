package dev.walden.memory;

import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.MemoryEvent.DocumentRefused;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredItem;
import dev.walden.memory.ChunkLines.Line;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of documents: how they change with what is recorded of them. */
final class DocumentTable {

    private static final String REFUSE = """
            UPDATE memory_documents SET state = 'failed', code = ?, reason = ?, changed_at = ?
              WHERE document = ? AND received_seq = ? AND state = 'queued'""";

    /** Of a document whose newest version was taken back while there was nothing read of one before. */
    private static final String UNDONE = "undone";

    private DocumentTable() {}

    /** A version waits to be read. What was read of the one before is found until then. One that is there is claimed once more. */
    static void received(Connection views, RecordedEvent entry, DocumentReceived event) throws SQLException {
        Optional<DocumentRow> known = DocumentRow.find(views, event.document());
        if (known.isPresent() && known.get().isSent(event.sha256())) {
            DocumentClaims.add(views, entry.seq(), event, known.get().receivedSeq());
            named(views, event.document(), event.name());
            addRecord(views, entry.seq(), event.document());
            return;
        }
        if (known.isEmpty() || !known.get().state().equals(DocumentRow.REMOVED)) {
            DocumentClaims.add(views, entry.seq(), event, entry.seq());
        }
        Sql.update(
                views,
                """
                INSERT INTO memory_documents (document, space, domain, name, title, state, sha256, bytes, characters, chunks,
                    received_seq, chunks_of, first_seq, changed_at, source)
                  VALUES (?1, ?2, ?3, ?4, '', 'queued', ?5, ?6, 0, 0, ?7, 0, ?7, ?8, ?9)
                  ON CONFLICT (document) DO UPDATE SET state = 'queued', code = NULL, reason = NULL, sha256 = ?5, bytes = ?6,
                    received_seq = ?7, changed_at = ?8, source = ?9 WHERE state <> 'removed'""",
                event.document(),
                event.space().name(),
                event.domain(),
                event.name(),
                event.sha256(),
                event.original() == null ? 0 : event.original().bytes(),
                entry.seq(),
                entry.at().toString(),
                event.by());
        named(views, event.document(), event.name());
        addRecord(views, entry.seq(), event.document());
    }

    /** All versions have one name; a record that lost its words does not say it any more, and those that have theirs do. */
    private static void named(Connection views, String document, String name) throws SQLException {
        if (!name.equals(TaskMemory.FORGOTTEN)) {
            Sql.update(
                    views,
                    "UPDATE memory_documents SET name = ?1 WHERE document = ?2 AND name <> ?1 AND state <> 'removed'",
                    name,
                    document);
        }
    }

    /** Its chunks take the place of those it had. */
    static void ingested(Connection views, Totals totals, RecordedEvent entry, DocumentIngested event)
            throws SQLException {
        addRecord(views, entry.seq(), event.document());
        Optional<DocumentRow> row = DocumentRow.find(views, event.document());
        if (row.isEmpty() || !row.get().takes(event.received())) {
            return;
        }
        List<Line> lines = ChunkLines.of(event);
        dropAllBut(views, totals, entry.seq(), event.document(), lines);
        for (int part = 0; part < lines.size(); part++) {
            StoredItem chunk = item(row.get(), event, lines.get(part), part);
            ItemTable.add(views, totals, entry, ItemTable.NewRow.said(entry, ItemKind.DOCUMENT, chunk));
        }
        Sql.update(
                views,
                """
                UPDATE memory_documents SET title = ?, characters = ?, chunks = ?, chunks_of = ?, changed_at = ?,
                    state = CASE received_seq WHEN ? THEN 'ingested' ELSE state END WHERE document = ?""",
                event.title(),
                event.text().length(),
                lines.size(),
                event.received(),
                entry.at().toString(),
                event.received(),
                event.document());
        named(views, event.document(), event.name());
        DocumentClaims.dropBefore(views, event.document(), event.received());
    }

    static void refused(Connection views, RecordedEvent entry, DocumentRefused event) throws SQLException {
        Sql.update(
                views, REFUSE, event.code(), event.reason(), entry.at().toString(), event.document(), event.received());
    }

    /** Takes a document and all that it says out of the views, and has its words leave the log. */
    static void remove(Connection views, Totals totals, long seq, String document) throws SQLException {
        dropAllBut(views, totals, seq, document, List.of());
        Sql.update(views, """
                UPDATE memory_documents SET state = 'removed', name = '', title = '', code = NULL, reason = NULL, sha256 = '', bytes = 0,
                    characters = 0, chunks = 0 WHERE document = ?""", document);
        forgetRecords(views, seq, document);
        DocumentClaims.dropBefore(views, document, Long.MAX_VALUE);
    }

    /**
     * Goes back to what is claimed of a document still: a version that waits or failed, and what was read of one, may be nobody's now. Its
     * name goes when no record says it any more.
     */
    static void claimed(Connection views, Totals totals, long seq, String document, List<Long> versions)
            throws SQLException {
        DocumentRow row = DocumentRow.find(views, document).orElseThrow();
        if (row.chunksOf() > 0 && !versions.contains(row.chunksOf())) {
            dropAllBut(views, totals, seq, document, List.of());
            Sql.update(
                    views,
                    "UPDATE memory_documents SET chunks_of = 0, chunks = 0, characters = 0, title = '' WHERE document = ?",
                    document);
            for (long record : Sql.query( // what was read is of no other version, also when it was recorded anew
                    views,
                    "SELECT seq FROM memory_document_records WHERE document = ?1 AND seq NOT IN (SELECT said FROM"
                            + " memory_document_claims WHERE document = ?1 UNION SELECT version FROM memory_document_claims"
                            + " WHERE document = ?1)",
                    each -> each.getLong(1),
                    document)) {
                forgetRecord(views, seq, record);
            }
        }
        if (!versions.contains(row.receivedSeq())) {
            leaveNewest(views, document, versions);
        }
        Sql.update(views, """
                UPDATE memory_documents SET source = coalesce((SELECT source FROM memory_document_claims
                  WHERE document = ?1 AND (source GLOB 'key:*' OR source = 'folder') ORDER BY version DESC, said LIMIT 1), source)
                  WHERE document = ?1""", document);
        Sql.update(views, """
                UPDATE memory_items SET source = (SELECT source FROM memory_documents WHERE document = ?1), changed_seq = ?2
                  WHERE session = ?1 AND kind = 'document' AND erased = 0""", document, seq);
        if (!DocumentRow.hasRecords(views, document)) {
            Sql.update(
                    views, "UPDATE memory_documents SET name = ? WHERE document = ?", TaskMemory.FORGOTTEN, document);
        }
    }

    /** The newest version is nobody's any more, so that it must not be read: what was read of the one before is, or nothing. */
    private static void leaveNewest(Connection views, String document, List<Long> versions) throws SQLException {
        Sql.update(
                views,
                """
                UPDATE memory_documents SET sha256 = '', bytes = 0, state = iif(chunks_of > 0, 'ingested', 'failed'),
                    code = iif(chunks_of > 0, NULL, ?1), reason = iif(chunks_of > 0, NULL, ?2),
                    received_seq = iif(chunks_of > 0, chunks_of, ?3) WHERE document = ?4""",
                UNDONE,
                "A later version took its place and was taken back. Send it again.",
                versions.isEmpty() ? 0 : versions.getLast(),
                document);
    }

    /**
     * The same for what may be a document of a space.
     *
     * @return the chunks that it has and had, for what else holds their words
     */
    static List<String> erase(Connection views, Totals totals, long seq, String space, String id) throws SQLException {
        Optional<DocumentRow> row = DocumentRow.find(views, id);
        if (row.isEmpty() || !row.get().space().name().equals(space)) {
            return List.of();
        }
        remove(views, totals, seq, id);
        return Sql.query(
                views,
                "SELECT id FROM memory_items WHERE session = ? AND kind = 'document' ORDER BY rowid",
                chunk -> chunk.getString(1),
                id);
    }

    /** What has words of a chunk has them of others; who erases one records the others anew. */
    static void forgetRecordsOfChunk(Connection views, long seq, String chunk) throws SQLException {
        Optional<String> document =
                Sql.first(views, "SELECT session FROM memory_items WHERE id = ?", row -> row.getString(1), chunk);
        if (document.isPresent()) {
            forgetRecords(views, seq, document.get());
            DocumentClaims.forgetAddresses(views, document.get());
            Sql.update(views, "UPDATE memory_documents SET bytes = 0 WHERE document = ?", document.get());
        }
    }

    private static void forgetRecords(Connection views, long seq, String document) throws SQLException {
        Sql.update(views, """
                INSERT OR IGNORE INTO memory_forgotten (since, item)
                  SELECT ?, seq FROM memory_document_records WHERE document = ? ORDER BY seq""", seq, document);
        Sql.update(views, "DELETE FROM memory_document_records WHERE document = ?", document);
    }

    /** Has one record of a document lose its words. */
    static void forgetRecord(Connection views, long since, long record) throws SQLException {
        ForgottenTable.addRecord(views, since, record);
        Sql.update(views, "DELETE FROM memory_document_records WHERE seq = ?", record);
    }

    private static void addRecord(Connection views, long seq, String document) throws SQLException {
        Sql.update(views, "INSERT OR IGNORE INTO memory_document_records (seq, document) VALUES (?, ?)", seq, document);
    }

    /** Those that go on are taken out as well, to be put in again in their order with the number of their new record. */
    private static void dropAllBut(Connection views, Totals totals, long seq, String document, List<Line> kept)
            throws SQLException {
        Set<String> goOn = kept.stream().map(Line::id).collect(Collectors.toCollection(HashSet::new));
        for (String id : DocumentRow.livingChunks(views, document)) {
            if (goOn.contains(id)) {
                Sql.update(views, "DELETE FROM memory_items WHERE id = ?", id);
                totals.count(ItemKind.DOCUMENT, -1);
            } else {
                ItemTable.blank(views, totals, ItemKind.DOCUMENT, id, seq);
            }
        }
    }

    private static StoredItem item(DocumentRow row, DocumentIngested event, Line line, int part) {
        return new StoredItem(
                line.id(),
                event.space(),
                line.text(),
                event.document(),
                null,
                row.domain(),
                List.of(),
                null,
                new DocumentSource(event.name(), line.section(), line.page(), part).metadata(),
                false,
                row.source());
    }
}
