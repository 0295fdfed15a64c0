package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;

/** What a knowledge base may hold in one space. */
record KnowledgeQuota(KnowledgeDomain domain, Space space) {

    private static final String USE = """
            SELECT count(*), coalesce(sum(bytes + characters), 0) FROM memory_documents
              WHERE space = ? AND domain = ? AND state <> 'removed'""";

    /**
     * Asks for room.
     *
     * @throws MemoryException.QuotaExceeded when there is none
     */
    void demand(Views views, long moreBytes, boolean oneMore) {
        Use use = use(views);
        if (oneMore && use.documents() >= domain.maxDocuments()) {
            throw new MemoryException.QuotaExceeded(
                    "The knowledge base %s holds at most %d documents in a space. Delete some, or raise max-documents."
                            .formatted(domain.name(), domain.maxDocuments()));
        }
        if (!fits(use, moreBytes)) {
            throw new MemoryException.QuotaExceeded(
                    "The knowledge base %s holds at most %d bytes in a space; %d are in use. Delete some documents, or raise max-size."
                            .formatted(domain.name(), domain.maxBytes(), use.bytes()));
        }
    }

    /** Whether so much more fits. */
    boolean fits(Views views, long moreBytes) {
        return fits(use(views), moreBytes);
    }

    private boolean fits(Use use, long moreBytes) {
        return use.bytes() + moreBytes <= domain.maxBytes();
    }

    private Use use(Views views) {
        return views.read(connection -> Sql.first(
                        connection, USE, row -> new Use(row.getLong(1), row.getLong(2)), space.name(), domain.name())
                .orElse(new Use(0, 0)));
    }

    private record Use(long documents, long bytes) {}
}
