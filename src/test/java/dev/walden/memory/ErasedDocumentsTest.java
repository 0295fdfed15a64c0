package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once words of documents have left the log, views that are built from it are as they were, and undoing reaches as far. */
final class ErasedDocumentsTest {

    private static final String BROKEN = "\u0000\u0001\u0002";
    private static final String LONG = "plenty of words that fill the part. ".repeat(15);
    private static final String TWO_PARTS = "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG;
    private static final String PAGE = "url:http://127.0.0.1/birds.md";

    private static final List<String> TABLES = List.of(
            "memory_document_claims",
            "memory_documents",
            "memory_document_records",
            "memory_items",
            "memory_undone",
            "memory_forgotten");

    @TempDir
    private Path home;

    private KnowledgeFixture knowledge;

    @BeforeEach
    void open() {
        knowledge = KnowledgeFixture.open(home);
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    @Test
    void aClaimThatWasUndoneByItsAddressBeforeDoesNotComeBack() throws Exception {
        knowledge.send(TWO_PARTS, "key:a", List.of(PAGE));
        knowledge.send(TWO_PARTS, "key:b", List.of());
        knowledge.undo(PAGE);
        erase("beta");

        assertThat(ErasedLog.lived(knowledge.memory, TABLES).get("memory_document_claims"))
                .hasSize(1);
        assertRebuiltAlike();
    }

    @Test
    void aClaimIsFoundByItsAddressAfterwards() throws Exception {
        String id = knowledge.send(TWO_PARTS, "key:a", List.of(PAGE));
        knowledge.send(TWO_PARTS, "key:b", List.of());
        erase("beta");
        knowledge.memory.activity().settle();
        assertThat(knowledge.memory.activity().dump("memory_document_claims")).noneMatch(row -> row.contains(PAGE));

        Undoing.Undone undone = knowledge.undo(PAGE);

        assertThat(undone.keptItems()).containsExactly(id);
        assertThat(ErasedLog.lived(knowledge.memory, TABLES).get("memory_document_claims"))
                .hasSize(1);
        assertRebuiltAlike();
        assertThat(knowledge.undo("key:b").removedItems()).contains(id);
    }

    @Test
    void whoSendsTheSameFromTheSameAddressSaysNothingNew() throws Exception {
        knowledge.send(TWO_PARTS, "key:a", List.of(PAGE));
        erase("beta");

        knowledge.send(TWO_PARTS, "key:a", List.of(PAGE));

        assertThat(knowledge.memory.events(DocumentReceived.class)).hasSize(1);
    }

    @Test
    void whatATaskLearnedFromItsRestGoesWithTheAddress() throws Exception {
        knowledge.send(TWO_PARTS, "key:a", List.of(PAGE));
        knowledge.send(TWO_PARTS, "key:b", List.of());
        erase("beta");
        TaskId task = knowledge.memory.submitted("s", "What of alpha?");
        knowledge.memory.append(new ContextGathered(task, knowledge.memory.ids("alpha"), List.of()));
        remember(task, "Herons are loud.");
        String fact = knowledge.memory.ids("loud").getFirst();

        Undoing.Undone undone = knowledge.undo(PAGE);

        assertThat(undone.removedItems()).containsExactly(fact);
        assertThat(undone.whole()).isTrue();
    }

    @Test
    void aVersionThatWasTakenBackByItsAddressDoesNotComeBack() throws Exception {
        knowledge.send(TWO_PARTS, "key:a", List.of());
        knowledge.send(BROKEN, "key:c", List.of(PAGE));

        knowledge.undo(PAGE);

        assertRebuiltAlike();
    }

    @Test
    void aDocumentKeepsItsNameThoughTheFirstVersionWasTakenBack() throws Exception {
        String id = knowledge.send(TWO_PARTS, "key:a", List.of());
        knowledge.send(BROKEN, "key:c", List.of());

        knowledge.undo("key:a");

        assertThat(knowledge.bases.find(id).orElseThrow().name()).isEqualTo("birds.md");
        assertRebuiltAlike();
    }

    @Test
    void aNameThatNoRecordSaysAnyMoreIsNotKeptInTheViews() throws Exception {
        String id = knowledge.send(TWO_PARTS, "key:a", List.of());
        knowledge.send(BROKEN, "key:c", List.of());
        erase("beta");

        knowledge.undo("key:a");

        assertThat(knowledge.bases.find(id).orElseThrow().name()).isEqualTo(TaskMemory.FORGOTTEN);
        assertRebuiltAlike();
    }

    private void assertRebuiltAlike() throws SQLException {
        assertThat(ErasedLog.rebuilt(knowledge.memory, TABLES)).isEqualTo(ErasedLog.lived(knowledge.memory, TABLES));
        assertThat(received())
                .filteredOn(received -> received.name().equals(TaskMemory.FORGOTTEN))
                .isNotEmpty()
                .noneMatch(received -> received.from().contains(PAGE));
    }

    private List<DocumentReceived> received() {
        return ErasedLog.records(knowledge.memory).stream()
                .map(RecordedEvent::event)
                .filter(DocumentReceived.class::isInstance)
                .map(DocumentReceived.class::cast)
                .toList();
    }

    private void remember(TaskId task, String text) throws Exception {
        var _ = new RememberTool(knowledge.memory::items, knowledge.memory::search, knowledge.memory::provenance)
                .call(new ToolInput(Map.of("text", text)), knowledge.memory.call(task, "s", "c9"));
    }

    private void erase(String word) throws InterruptedException {
        String part = knowledge.memory.ids(word).getFirst();
        knowledge.memory.items().erase(MemoryFixture.SPACE, List.of(part), "asked", "key:k");
    }
}
