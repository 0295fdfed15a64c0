package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.memory.KnowledgeBases;
import dev.walden.memory.KnowledgeDocument;
import dev.walden.memory.KnowledgeDomain;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document of a knowledge base.
 *
 * @param state queued, parsing, ingested or failed; an earlier version is found until the newest is ingested
 * @param error why it failed
 * @param bytes of its original
 * @param characters of text that can be found
 * @param chunks in how many parts
 * @param waitingBefore documents that are read before it
 * @param vectors whether all that is found of it can be found by its meaning, too; only where one is shown, once something of it is found,
 *     and where memory makes vectors
 */
@Schema(name = "Document")
record DocumentResponse(
        String id,
        String space,
        String domain,
        String name,
        String title,

        @Schema(allowableValues = {"queued", "parsing", "ingested", "failed"})
        String state,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fault error,

        long bytes,
        long characters,
        long chunks,
        long waitingBefore,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean vectors,

        Instant updatedAt,
        MemoryResponse.Source source) {

    static DocumentResponse from(KnowledgeDocument document) {
        return from(document, Optional.empty());
    }

    static DocumentResponse from(KnowledgeDocument document, Optional<Boolean> vectors) {
        return new DocumentResponse(
                document.id(),
                document.space().name(),
                document.domain(),
                document.name(),
                document.title(),
                document.state(),
                document.code() == null ? null : new Fault(document.code(), String.valueOf(document.reason())),
                document.bytes(),
                document.characters(),
                document.chunks(),
                document.waitingBefore(),
                vectors.orElse(null),
                document.changedAt(),
                new MemoryResponse.Source(document.seq()));
    }

    /** Why something failed. */
    @Schema(name = "DocumentFault")
    record Fault(String code, String message) {}

    /**
     * Documents, the latest first.
     *
     * @param next what to give as {@code after} for the next page; null on the last
     */
    @Schema(name = "Documents")
    record Page(List<DocumentResponse> documents, @Nullable String next) {
        static Page from(KnowledgeBases.Page page) {
            return new Page(
                    page.documents().stream().map(DocumentResponse::from).toList(),
                    page.next() == null ? null : page.next().toString());
        }
    }

    /** The knowledge bases. */
    @Schema(name = "KnowledgeBases")
    record Domains(List<Domain> domains) {
        static Domains from(Collection<KnowledgeDomain> domains) {
            return new Domains(domains.stream()
                    .map(domain -> new Domain(
                            domain.name(),
                            domain.description(),
                            domain.maxDocuments(),
                            domain.maxBytes(),
                            domain.tools()))
                    .toList());
        }
    }

    /**
     * A knowledge base.
     *
     * @param tools whether tasks may look into it
     */
    @Schema(name = "KnowledgeBase")
    record Domain(String name, String description, int maxDocuments, long maxBytes, boolean tools) {}
}
