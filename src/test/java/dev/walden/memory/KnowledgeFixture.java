package dev.walden.memory;

import static org.awaitility.Awaitility.await;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.Space;
import dev.walden.activity.StoredBytes;
import dev.walden.memory.embedding.EmbeddingModel;
import dev.walden.memory.knowledge.DocumentReader;
import dev.walden.memory.knowledge.DocumentReading;
import dev.walden.memory.knowledge.ParserProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Knowledge bases on the log of a test. */
final class KnowledgeFixture implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);

    final MemoryFixture memory;
    final KnowledgeBases bases;
    final WatchedFolder folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ingestion ingestion;

    private KnowledgeFixture(
            MemoryFixture memory, Path home, KnowledgeDomains domains, UnaryOperator<DocumentReading> around) {
        this(memory, memory.activity().log(), home, domains, around);
    }

    private KnowledgeFixture(
            MemoryFixture memory,
            ActivityLog log,
            Path home,
            KnowledgeDomains domains,
            UnaryOperator<DocumentReading> around) {
        this.memory = memory;
        var views = memory.activity().views();
        ByteStore bytes = StoredBytes.in(home);
        DocumentRecords records = new DocumentRecords(log, views, bytes, new DocumentWrites(log, views));
        DocumentReading reader = around.apply(new DocumentReader(new ParserProcess(LONG), 100_000));
        KnowledgeMetrics metrics = new KnowledgeMetrics(meters);
        ingestion = new Ingestion(records, reader, domains, metrics);
        bases = new KnowledgeBases(records, domains, ingestion, metrics, 1 << 20);
        folder = newFolder(home);
        ingestion.start();
    }

    /** One that has seen nothing yet, as after a restart. */
    WatchedFolder newFolder(Path home) {
        return new WatchedFolder(
                home.resolve("knowledge"),
                MemoryFixture.SPACE,
                Duration.ZERO,
                bases,
                memory.activity().views());
    }

    static KnowledgeFixture open(Path home) {
        return open(home, Map.of());
    }

    static KnowledgeFixture open(Path home, Map<String, KnowledgeProperties.Domain> domains) {
        return on(MemoryFixture.open(home), home, domains);
    }

    private static KnowledgeFixture on(
            MemoryFixture memory, Path home, Map<String, KnowledgeProperties.Domain> domains) {
        return new KnowledgeFixture(memory, home, new KnowledgeDomains(domains), UnaryOperator.identity());
    }

    /** With the vectors of a model. */
    static KnowledgeFixture open(Path home, Map<String, KnowledgeProperties.Domain> domains, EmbeddingModel model) {
        return on(MemoryFixture.open(home, model), home, domains);
    }

    /** Beside what is in a memory; closes it with itself. */
    static KnowledgeFixture beside(MemoryFixture memory, Path home) {
        return on(memory, home, Map.of());
    }

    /** With something done to what reads documents. */
    static KnowledgeFixture reading(Path home, UnaryOperator<DocumentReading> around) {
        return new KnowledgeFixture(MemoryFixture.open(home), home, new KnowledgeDomains(Map.of()), around);
    }

    /** On another face of the log. */
    static KnowledgeFixture onLog(Path home, UnaryOperator<ActivityLog> face) {
        MemoryFixture memory = MemoryFixture.open(home);
        ActivityLog log = face.apply(memory.activity().log());
        return new KnowledgeFixture(memory, log, home, new KnowledgeDomains(Map.of()), UnaryOperator.identity());
    }

    KnowledgeDocument receive(String domain, String name, String text) throws InterruptedException {
        return receive(MemoryFixture.SPACE, domain, name, text);
    }

    KnowledgeDocument receive(Space space, String domain, String name, String text) throws InterruptedException {
        return bases.receive(
                new NewDocument(space, domain, name, null, text.getBytes(StandardCharsets.UTF_8), "key:k"));
    }

    /** Receives and waits until it was read. */
    KnowledgeDocument read(String domain, String name, String text) throws InterruptedException {
        return awaitRead(receive(domain, name, text).id());
    }

    /** Has somebody send birds.md from these sources, and waits until it was read; gives its id. */
    String send(String text, String by, List<String> from) throws InterruptedException {
        NewDocument document = new NewDocument(
                MemoryFixture.SPACE, "general", "birds.md", null, text.getBytes(StandardCharsets.UTF_8), by, from);
        return awaitRead(bases.receive(document).id()).id();
    }

    /** Takes back what came from a source. */
    Undoing.Undone undo(String source) throws InterruptedException {
        return memory.undoing().undo(MemoryFixture.SPACE, source, "poisoned", "key:admin");
    }

    KnowledgeDocument awaitRead(String id) {
        return await().atMost(LONG)
                .until(
                        () -> bases.find(id).orElseThrow(),
                        document -> !document.state().equals("queued")
                                && !document.state().equals("parsing"));
    }

    /** How many documents were refused for this reason. */
    double refused(String code) {
        return meters.get("walden.memory.documents.refused")
                .tag("code", code)
                .counter()
                .count();
    }

    @Override
    public void close() {
        try {
            ingestion.close(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        memory.close();
    }
}
