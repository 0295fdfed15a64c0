package dev.walden.memory;

import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as the views have it.
 *
 * @param state queued, ingested, failed or removed
 * @param bytes of its original, while that is kept
 * @param receivedSeq the record of its newest version
 * @param chunksOf the record of the version whose chunks are found; 0 while there is none
 * @param firstSeq the record of its first version
 */
record DocumentRow(
        String document,
        Space space,
        String domain,
        String name,
        String title,
        String state,
        @Nullable String code,
        @Nullable String reason,
        String sha256,
        long bytes,
        int characters,
        int chunks,
        long receivedSeq,
        long chunksOf,
        long firstSeq,
        Instant changedAt,
        String source) {

    static final String QUEUED = "queued";
    static final String INGESTED = "ingested";
    static final String REMOVED = "removed";

    private static final String SELECT = "SELECT * FROM memory_documents WHERE ";

    static Optional<DocumentRow> find(Connection views, String document) throws SQLException {
        return Sql.first(views, SELECT + "document = ?", DocumentRow::read, document);
    }

    /** Those of a condition, all but removed ones. */
    static List<DocumentRow> where(Connection views, String condition, Object... values) throws SQLException {
        return Sql.query(views, SELECT + "state <> 'removed' AND " + condition, DocumentRow::read, values);
    }

    /** The ids of what is found of it, in order. */
    static List<String> livingChunks(Connection views, String document) throws SQLException {
        return Sql.query(
                views,
                "SELECT id FROM memory_items WHERE session = ? AND kind = 'document' AND erased = 0 ORDER BY seq, rowid",
                row -> row.getString(1),
                document);
    }

    /** What is found of it, in order. */
    static List<MemoryItem> chunks(Connection views, String document) throws SQLException {
        return Sql.query(
                views,
                "SELECT " + ItemTable.COLUMNS
                        + " FROM memory_items WHERE session = ? AND kind = 'document' AND erased = 0 ORDER BY seq, rowid",
                ItemTable::read,
                document);
    }

    /** Documents, all but removed ones, that have or had these chunks. */
    static List<DocumentRow> ofChunks(Connection views, List<String> items) throws SQLException {
        return where(
                views,
                "document IN (SELECT session FROM memory_items WHERE kind = 'document' AND id IN "
                        + Sql.list(items.size()) + ") ORDER BY document",
                items.toArray());
    }

    /** Whether a record is known to hold its words. */
    static boolean hasRecords(Connection views, String document) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_document_records WHERE document = ? LIMIT 1", row -> 1, document)
                .isPresent();
    }

    /** Whether chunks of a version may take the place of those that are there. */
    boolean takes(long received) {
        return !state.equals(REMOVED) && received >= chunksOf && received <= receivedSeq;
    }

    /** Whether these bytes are its newest version, which is read or waits to be. */
    boolean isSent(String bytes) {
        return sha256.equals(bytes) && !state.equals(REMOVED) && !state.equals("failed");
    }

    boolean isQueued() {
        return state.equals(QUEUED);
    }

    private static DocumentRow read(ResultSet row) throws SQLException {
        return new DocumentRow(
                row.getString("document"),
                new Space(row.getString("space")),
                row.getString("domain"),
                row.getString("name"),
                row.getString("title"),
                row.getString("state"),
                row.getString("code"),
                row.getString("reason"),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getInt("characters"),
                row.getInt("chunks"),
                row.getLong("received_seq"),
                row.getLong("chunks_of"),
                row.getLong("first_seq"),
                Instant.parse(row.getString("changed_at")),
                row.getString("source"));
    }
}
