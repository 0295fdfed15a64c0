package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.DocumentReceived;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document stays while somebody says that it is theirs, and goes with where it came from otherwise. */
final class DocumentClaimsTest {

    private static final String BIRDS = "Herons sing at night.";
    private static final String PAGE = "http://127.0.0.1/birds.md";

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
    void aDocumentThatSomebodyElseSentAgainStaysUntilTheirsIsTakenBackToo() throws Exception {
        String id = send(BIRDS, "key:a");
        assertThat(send(BIRDS, "key:b")).isEqualTo(id);

        Undoing.Undone first = knowledge.undo("key:a");

        assertThat(first.keptItems()).containsExactly(id);
        assertThat(first.removed()).isZero();
        assertThat(knowledge.memory.texts("herons")).containsExactly(BIRDS);
        assertThat(knowledge
                        .memory
                        .hits(MemoryFixture.SPACE, "herons")
                        .getFirst()
                        .item()
                        .source())
                .isEqualTo("key:b");
        assertThat(knowledge.undo("key:a").kept()).isZero();
        assertThat(knowledge.undo("key:b").removedItems()).containsExactly(id);
        assertThat(knowledge.memory.texts("herons")).isEmpty();
        assertThat(knowledge.bases.find(id)).isEmpty();
    }

    @Test
    void whoSendsTheSameTwiceSaysSoOnce() throws Exception {
        send(BIRDS, "key:a");
        send(BIRDS, "key:b");
        send(BIRDS, "key:a");
        send(BIRDS, "key:b");

        assertThat(knowledge.memory.events(DocumentReceived.class))
                .extracting(DocumentReceived::by)
                .containsExactly("key:a", "key:b");
    }

    @Test
    void aSecondClaimIsReadNoSecondTime() throws Exception {
        String id = send(BIRDS, "key:a");
        long version = knowledge.bases.find(id).orElseThrow().seq();
        send(BIRDS, "key:b");

        assertThat(knowledge.bases.find(id).orElseThrow().state()).isEqualTo("ingested");
        assertThat(knowledge.bases.find(id).orElseThrow().seq()).isEqualTo(version);
    }

    @Test
    void ofAFailedVersionAndTheOneBeforeEachGoesWithWhoSentIt() throws Exception {
        String id = send(BIRDS, "key:a");
        assertThat(send("\u0000\u0001\u0002", "key:b")).isEqualTo(id);
        assertThat(knowledge.bases.find(id).orElseThrow().state()).isEqualTo("failed");

        Undoing.Undone undone = knowledge.undo("key:b");

        assertThat(undone.keptItems()).containsExactly(id);
        assertThat(knowledge.bases.find(id).orElseThrow().state()).isEqualTo("ingested");
        assertThat(knowledge.memory.texts("herons")).containsExactly(BIRDS);
    }

    @Test
    void whatIsFoundOfAnEarlierVersionGoesWithWhoSentItWhileALaterOneFailed() throws Exception {
        String id = send(BIRDS, "key:a");
        send("\u0000\u0001\u0002", "key:b");

        Undoing.Undone undone = knowledge.undo("key:a");

        assertThat(undone.keptItems()).containsExactly(id);
        assertThat(knowledge.bases.find(id).orElseThrow().state()).isEqualTo("failed");
        assertThat(knowledge.memory.texts("herons")).isEmpty();
        assertThat(knowledge.memory.activity().dump("memory_forgotten"))
                .as("the record of what was sent, and that of what was read")
                .hasSize(2);
    }

    @Test
    void aDocumentGoesWithItsAddressAndWithItWhatTasksLearnedFromIt() throws Exception {
        String id = knowledge.send(BIRDS, "key:a", List.of("url:" + PAGE, "url:" + PAGE + "?final"));
        TaskId task = knowledge.memory.submitted("s", "What do herons do?");
        knowledge.memory.append(new ContextGathered(task, knowledge.memory.ids("herons"), List.of()));
        var _ = new RememberTool(knowledge.memory::items, knowledge.memory::search, knowledge.memory::provenance)
                .call(new ToolInput(Map.of("text", "Herons are loud.")), knowledge.memory.call(task, "s", "c1"));
        String fact = knowledge.memory.ids("loud").getFirst();

        Undoing.Undone undone = knowledge.undo("url:" + PAGE + "?final");

        assertThat(undone.removedItems()).containsExactly(fact, id);
        assertThat(knowledge.memory.texts("herons loud")).isEmpty();
        assertThat(undone.whole()).isTrue();
    }

    @Test
    void whatIsBuiltFromTheLogIsTheSame() throws Exception {
        send(BIRDS, "key:a");
        knowledge.send(BIRDS, "key:b", List.of("url:" + PAGE));
        knowledge.undo("key:a");
        List<String> claims = knowledge.memory.activity().dump("memory_document_claims");
        List<String> items = knowledge.memory.activity().dump("memory_items");
        List<String> documents = knowledge.memory.activity().dump("memory_documents");
        List<String> undone = knowledge.memory.activity().dump("memory_undone");
        knowledge.memory.deleteViews();

        assertThat(claims).hasSize(2);
        assertThat(undone).hasSize(1);
        assertThat(knowledge.memory.activity().dump("memory_document_claims")).isEqualTo(claims);
        assertThat(knowledge.memory.activity().dump("memory_items")).isEqualTo(items);
        assertThat(knowledge.memory.activity().dump("memory_documents")).isEqualTo(documents);
        assertThat(knowledge.memory.activity().dump("memory_undone")).isEqualTo(undone);
    }

    private String send(String text, String by) throws InterruptedException {
        return knowledge.send(text, by, List.of());
    }
}
