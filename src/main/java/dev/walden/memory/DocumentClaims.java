package dev.walden.memory;

import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.SourceDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who sent which version of a document, and from where: the rows of one record are one claim. The same bytes from somebody else are
 * another claim on the same version. A claim goes with any of its sources; a document stays while somebody claims it.
 */
final class DocumentClaims {

    private DocumentClaims() {}

    /** @param version the record by which that version was first received */
    static void add(Connection views, long seq, DocumentReceived event, long version) throws SQLException {
        for (String source : all(event.by(), event.from())) {
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_document_claims (source, document, said, version) VALUES (?, ?, ?, ?)",
                    source,
                    event.document(),
                    seq,
                    version);
        }
    }

    /** Whether such a claim on the newest version is known. */
    static boolean isKnown(Connection views, DocumentRow row, String by, Collection<String> from) throws SQLException {
        Set<String> wanted = digests(all(by, from));
        for (long said : Sql.query(
                views,
                "SELECT DISTINCT said FROM memory_document_claims WHERE document = ? AND version = ?",
                each -> each.getLong(1),
                row.document(),
                row.receivedSeq())) {
            if (wanted.equals(digests(Sql.query(
                    views,
                    "SELECT source FROM memory_document_claims WHERE document = ? AND said = ?",
                    each -> each.getString(1),
                    row.document(),
                    said)))) {
                return true;
            }
        }
        return false;
    }

    /** How many claims on the newest version somebody has. */
    static int count(Connection views, DocumentRow row, String by) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT count(*) FROM memory_document_claims WHERE source = ? AND document = ? AND version = ?",
                        each -> each.getInt(1),
                        by,
                        row.document(),
                        row.receivedSeq())
                .orElse(0);
    }

    /** Those on versions before one mean nothing any more. */
    static void dropBefore(Connection views, String document, long version) throws SQLException {
        Sql.update(views, "DELETE FROM memory_document_claims WHERE document = ? AND version < ?", document, version);
    }

    /** All that came with a document. */
    static List<String> sources(Connection views, String document) throws SQLException {
        return Sql.query(
                views,
                "SELECT DISTINCT source FROM memory_document_claims WHERE document = ? ORDER BY source",
                row -> row.getString(1),
                document);
    }

    /** The documents of a space that a source has a claim on, and the one that it names itself. */
    static List<String> of(Connection views, String space, String source) throws SQLException {
        return Sql.query(
                views,
                "SELECT document FROM memory_documents WHERE space = ?2 AND state <> 'removed' AND (document = ?3 OR document IN"
                        + " (SELECT document FROM memory_document_claims WHERE source IN (?1, ?4))) ORDER BY first_seq DESC",
                row -> row.getString(1),
                source,
                space,
                named(source),
                SourceDigest.of(source));
    }

    static boolean isBy(Connection views, String document, String source) throws SQLException {
        return document.equals(named(source))
                ? DocumentRow.find(views, document).isPresent()
                : !Collections.disjoint(sources(views, document), SourceDigest.with(List.of(source)));
    }

    /** Whether somebody claims a document beside a source. What is taken back by its own name nobody keeps. */
    static boolean sharedBeside(Connection views, String document, String source) throws SQLException {
        return !document.equals(named(source))
                && Sql.first(
                                views,
                                "SELECT 1 FROM memory_document_claims c WHERE document = ?1 AND NOT EXISTS (SELECT 1 FROM"
                                        + " memory_document_claims s WHERE s.source IN (?2, ?3) AND s.document = ?1 AND s.said = c.said)",
                                row -> 1,
                                document,
                                source,
                                SourceDigest.of(source))
                        .isPresent();
    }

    /** Whether what was read of a document that a source has sent stays a document for another version that it has not sent. */
    static boolean anyReplaced(Connection views, String space, String source) throws SQLException {
        return Sql.first(views, """
                        SELECT 1 FROM memory_document_claims own JOIN memory_documents d ON d.document = own.document
                          JOIN memory_document_claims other ON other.document = own.document AND other.version <> own.version
                          WHERE own.source IN (?1, ?3) AND own.version = d.chunks_of AND d.space = ?2 AND d.state <> 'removed'
                            AND NOT EXISTS (SELECT 1 FROM memory_document_claims s
                              WHERE s.source IN (?1, ?3) AND s.document = other.document AND s.said = other.said)""", row -> 1, source, space, SourceDigest.of(source))
                .isPresent();
    }

    /** Takes a source's claims on a document back that others claim, too. A version that nobody claims any more goes, with its words. */
    static void takeBack(Connection views, Totals totals, long seq, String document, String source)
            throws SQLException {
        List<Claim> gone = Sql.query(
                views,
                "SELECT DISTINCT said, version FROM memory_document_claims WHERE source IN (?, ?) AND document = ?",
                row -> new Claim(row.getLong(1), row.getLong(2)),
                source,
                SourceDigest.of(source),
                document);
        for (Claim claim : gone) {
            Sql.update(
                    views,
                    "DELETE FROM memory_document_claims WHERE document = ? AND said = ?",
                    document,
                    claim.said());
        }
        List<Long> versions = versions(views, document);
        for (Claim claim : gone) {
            if (claim.said() != claim.version()) {
                DocumentTable.forgetRecord(
                        views, seq, claim.said()); // says nothing that the version's own does not say
            }
            if (!versions.contains(claim.version())) {
                DocumentTable.forgetRecord(views, seq, claim.version()); // whose claim may be long gone
            }
        }
        DocumentTable.claimed(views, totals, seq, document, versions);
    }

    /** Names the addresses of a document's claims as its records will, once these have lost their words. */
    static void forgetAddresses(Connection views, String document) throws SQLException {
        for (String source : sources(views, document)) {
            Sql.update(
                    views,
                    "UPDATE OR REPLACE memory_document_claims SET source = ? WHERE source = ? AND document = ?",
                    SourceDigest.of(source),
                    source,
                    document);
        }
    }

    /** The versions that somebody claims. */
    private static List<Long> versions(Connection views, String document) throws SQLException {
        return Sql.query(
                views,
                "SELECT DISTINCT version FROM memory_document_claims WHERE document = ? ORDER BY version",
                row -> row.getLong(1),
                document);
    }

    private static List<String> all(String by, Collection<String> from) {
        List<String> all = new ArrayList<>(from);
        all.add(by);
        return all;
    }

    private static Set<String> digests(Collection<String> sources) {
        return sources.stream().map(SourceDigest::of).collect(Collectors.toSet());
    }

    private static String named(String source) {
        return source.startsWith("document:") ? source.substring("document:".length()) : "";
    }

    /** The record of a claim, and of the version that it is on. */
    private record Claim(long said, long version) {}
}
