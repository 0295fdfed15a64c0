package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.memory.DocumentVectors;
import dev.walden.memory.FetchedDocument;
import dev.walden.memory.KnowledgeBases;
import dev.walden.memory.KnowledgeDocument;
import dev.walden.memory.NewDocument;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Documents go into knowledge bases, are watched while they are read, and are erased. */
@Tag(name = "knowledge")
@RestController
@RequestMapping(path = "/api/v1/knowledge", produces = MediaType.APPLICATION_JSON_VALUE)
final class KnowledgeController {

    private final KnowledgeBases bases;
    private final FetchedDocument fetch;
    private final UploadRoom uploads;
    private final DocumentVectors vectors;

    KnowledgeController(KnowledgeBases bases, FetchedDocument fetch, UploadRoom uploads, DocumentVectors vectors) {
        this.bases = bases;
        this.fetch = fetch;
        this.uploads = uploads;
        this.vectors = vectors;
    }

    @Operation(summary = "List the knowledge bases")
    @GetMapping
    DocumentResponse.Domains domains() {
        return DocumentResponse.Domains.from(bases.domains());
    }

    @Operation(
            summary = "Put a document into a knowledge base",
            description =
                    "Answers once it is durable; it is read behind the answer, also after a crash. The same bytes again are the same"
                            + " document; another document of the same name takes the place of the one before.")
    @PostMapping(path = "/{domain}/documents", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DocumentResponse> store(
            @PathVariable String domain, @RequestBody StoreDocument body, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        Space space = caller.space(body.space());
        if ((body.text() == null) == (body.url() == null)) {
            throw Refusal.invalidValue(
                    "text",
                    "either text or url was expected; found: " + (body.text() == null ? "neither" : "both") + ".");
        }
        String name = body.name() == null ? body.url() : body.name();
        if (name == null) {
            throw Refusal.invalidValue("name", "a name such as notes.md was expected; found: none.");
        }
        String by = "key:" + caller.id();
        if (body.url() != null) {
            bases.require(domain);
            return fetched(
                    body.url(),
                    content ->
                            new NewDocument(space, domain, name, content.type(), content.bytes(), by, content.from()));
        }
        byte[] text = String.valueOf(body.text()).getBytes(StandardCharsets.UTF_8);
        return received(new NewDocument(space, domain, name, "text/plain", text, by));
    }

    @Operation(
            summary = "Put a file into a knowledge base",
            description = "The part file is the document; the fields name and space are optional.")
    @PostMapping(path = "/{domain}/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<DocumentResponse> upload(@PathVariable String domain, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        Upload upload = Upload.of(request);
        if (upload.name() == null) {
            throw Refusal.invalidValue("file", "a file with a name was expected; found: none.");
        }
        return received(new NewDocument(
                caller.space(upload.space()),
                domain,
                upload.name(),
                upload.type(),
                upload.content(),
                "key:" + caller.id()));
    }

    @Operation(summary = "List documents, the latest first")
    @GetMapping("/{domain}/documents")
    DocumentResponse.Page list(
            @PathVariable String domain, @Valid @ParameterObject ListDocuments asked, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        return DocumentResponse.Page.from(
                bases.list(caller.space(asked.space()), domain, asked.before(), asked.most()));
    }

    @Operation(summary = "Show a document and how far it is")
    @GetMapping("/{domain}/documents/{id}")
    DocumentResponse find(@PathVariable String domain, @PathVariable String id, HttpServletRequest request)
            throws InterruptedException {
        KnowledgeDocument document = require(domain, id, Caller.of(request));
        return DocumentResponse.from(document, vectors.areIn(document));
    }

    @Operation(
            summary = "Erase a document, with what is known to hold its words",
            description = "Search and recall lose it at once; its words leave the log within the configured time.")
    @DeleteMapping("/{domain}/documents/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String domain, @PathVariable String id, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        bases.erase(require(domain, id, caller), "key:" + caller.id());
    }

    /** What is fetched is held in memory as what is sent is, and takes the same room. */
    private ResponseEntity<DocumentResponse> fetched(
            String url, Function<FetchedDocument.Content, NewDocument> document) throws InterruptedException {
        if (!uploads.enter()) {
            throw Refusal.tooManyUploads();
        }
        try {
            return received(document.apply(fetch.from(url)));
        } finally {
            uploads.leave();
        }
    }

    private ResponseEntity<DocumentResponse> received(NewDocument document) throws InterruptedException {
        KnowledgeDocument received = bases.receive(document);
        URI location = URI.create("/api/v1/knowledge/" + received.domain() + "/documents/" + received.id());
        return ResponseEntity.accepted().location(location).body(DocumentResponse.from(received));
    }

    private KnowledgeDocument require(String domain, String id, Caller caller) throws InterruptedException {
        return bases.find(id)
                .filter(document -> document.domain().equals(domain) && caller.mayUse(document.space()))
                .orElseThrow(() -> Refusal.notFound("document", id));
    }
}
