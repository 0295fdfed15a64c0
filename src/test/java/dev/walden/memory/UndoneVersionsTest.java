package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.MemoryEvent.DocumentReceived;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of a document that were taken back or erased do not come back by a version that waits, or by who sends them again. */
final class UndoneVersionsTest {

    private static final String BROKEN = "\u0000\u0001\u0002";
    private static final String LONG = "plenty of words that fill the part. ".repeat(15);
    private static final String TWO_PARTS = "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG;

    @TempDir
    private Path home;

    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private KnowledgeFixture knowledge;

    @BeforeEach
    void open() {
        knowledge = KnowledgeFixture.reading(home, real -> new HeldReading(real, mayGoOn));
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        knowledge.close();
    }

    @Test
    void ofTwoVersionsThatWaitTheOneThatIsTakenBackIsNotRead() throws Exception {
        KnowledgeDocument held = hold();
        String id = send("Owls are awake.", "key:a");
        assertThat(send("Herons sing.", "key:c")).isEqualTo(id);

        Undoing.Undone undone = undo("key:c");
        goOn(held);

        assertThat(undone.keptItems()).containsExactly(id);
        assertThat(knowledge.awaitRead(id))
                .returns("failed", KnowledgeDocument::state)
                .returns("undone", KnowledgeDocument::code);
        assertThat(knowledge.memory.texts("herons")).isEmpty();
        send("Owls are awake.", "key:a");
        assertThat(knowledge.awaitRead(id).state()).isEqualTo("ingested");
        assertThat(knowledge.memory.texts("herons owls")).containsExactly("Owls are awake.");
    }

    @Test
    void aVersionThatIsTakenBackWhileItWaitsIsNotReadThoughOneBeforeFailed() throws Exception {
        String id = send(BROKEN, "key:a");
        knowledge.awaitRead(id);
        KnowledgeDocument held = hold();
        send("Herons sing.", "key:c");

        undo("key:c");
        goOn(held);

        assertThat(knowledge.awaitRead(id).state()).isEqualTo("failed");
        assertThat(knowledge.memory.texts("herons")).isEmpty();
    }

    @Test
    void whoTakesBackWhatIsFoundAndWhatWaitsLeavesNeither() throws Exception {
        String id = send("Owls are awake.", "key:c");
        knowledge.awaitRead(id);
        KnowledgeDocument held = hold();
        send("Tea is ready.", "key:a");
        send("Herons sing.", "key:c");

        undo("key:c");
        goOn(held);

        assertThat(knowledge.awaitRead(id).state()).isEqualTo("failed");
        assertThat(knowledge.memory.texts("herons owls")).isEmpty();
        List<String> documents = knowledge.memory.activity().dump("memory_documents");
        knowledge.memory.deleteViews();
        assertThat(knowledge.memory.activity().dump("memory_documents")).isEqualTo(documents);
    }

    @Test
    void whoSendsBytesOfWhichAPartWasErasedDoesNotBringItBackIntoTheLog() throws Exception {
        String id = send(TWO_PARTS, "key:a");
        knowledge.awaitRead(id);
        erase("beta");

        send(TWO_PARTS, "key:b");

        assertThat(received().getLast().by()).isEqualTo("key:b");
        assertThat(received().getLast().original()).isNull();
        assertThat(knowledge.memory.texts("beta")).noneMatch(text -> text.contains("beta"));
        assertThat(undo("key:a").keptItems()).contains(id);
    }

    @Test
    void oneSenderNamesNoAddressesWithoutEnd() throws Exception {
        for (int i = 0; i < 32; i++) {
            send("Owls are awake.", "key:a", List.of("url:http://127.0.0.1/?" + i));
        }

        assertThatThrownBy(() -> send("Owls are awake.", "key:a", List.of("url:http://127.0.0.1/?more")))
                .isInstanceOf(MemoryException.QuotaExceeded.class);
        send("Owls are awake.", "key:a", List.of("url:http://127.0.0.1/?3"));
        send("Owls are awake.", "key:b");
        assertThat(received()).hasSize(33);
    }

    @Test
    void aFileDoesNotBringBackWhatWasErasedOfWhatSomebodySent() throws Exception {
        String id = send(TWO_PARTS, "key:a");
        knowledge.awaitRead(id);
        KnowledgeDocument held = hold();
        String newer = TWO_PARTS + " newer";
        send(newer, "key:a");
        erase("beta");
        goOn(held);
        int before = received().size();
        Path file = home.resolve("knowledge/general/birds.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, newer);

        knowledge.folder.look();
        knowledge.folder.look();

        assertThat(received()).hasSize(before);
        assertThat(knowledge.awaitRead(id).code()).isEqualTo("erased");
        assertThat(knowledge.memory.texts("beta")).noneMatch(text -> text.contains("beta"));
    }

    @Test
    void aVersionThatNobodyClaimsAnyMoreLeavesNoRecordOfIt() throws Exception {
        knowledge.awaitRead(send("Owls are awake.", "key:a"));
        KnowledgeDocument held = hold();
        send("Herons sing.", "key:c");
        send("Herons sing.", "key:d");
        assertThat(received()).hasSize(4);

        undo("key:c");
        undo("key:d");

        assertThat(knowledge.memory.activity().dump("memory_document_records"))
                .as("what was sent first, what was read of it, and what is held")
                .hasSize(3);
        goOn(held);
        assertThat(knowledge.memory.texts("herons owls")).containsExactly("Owls are awake.");
    }

    @Test
    void ofThreeClaimsOnAVersionThatNobodyHasAnyMoreNoRecordKeepsItsWords() throws Exception {
        knowledge.awaitRead(send("Owls are awake.", "key:a"));
        KnowledgeDocument held = hold();
        send("Herons sing.", "key:c");
        send("Herons sing.", "key:d", List.of("url:http://127.0.0.1/herons"));
        send("Herons sing.", "key:e");

        undo("key:d");
        undo("key:c");
        undo("key:e");

        assertThat(knowledge.memory.activity().dump("memory_document_records"))
                .as("what was sent first, what was read of it, and what is held")
                .hasSize(3);
        assertThat(ErasedLog.records(knowledge.memory))
                .filteredOn(entry -> entry.event() instanceof DocumentReceived received
                        && List.of("key:c", "key:d", "key:e").contains(received.by()))
                .hasSize(3)
                .allMatch(entry -> entry.equals(entry.wordless()));
        goOn(held);
        assertThat(knowledge.memory.texts("herons owls")).containsExactly("Owls are awake.");
    }

    @Test
    void whatWasRecordedAnewOfAVersionGoesWithItThoughALaterOneFailed() throws Exception {
        String id = send(TWO_PARTS, "key:a");
        knowledge.awaitRead(id);
        send(BROKEN, "key:b");
        knowledge.awaitRead(id);
        erase("beta");

        undo("key:a");

        assertThat(knowledge.memory.texts("alpha")).isEmpty();
        assertThat(knowledge.memory.activity().dump("memory_document_records")).isEmpty();
    }

    @Test
    void whereADocumentStaysForAnotherVersionItIsNotKnownWhatWasLearnedFromTheOneThatGoes() throws Exception {
        knowledge.awaitRead(send("Owls are awake.", "key:a"));
        knowledge.awaitRead(send(BROKEN, "key:b"));

        Undoing.Undone wouldGo = knowledge.memory.undoing().preview(MemoryFixture.SPACE, "key:b");

        assertThat(wouldGo.whole())
                .as("of what was never read nothing was learned")
                .isTrue();
        assertThat(undo("key:a").whole()).isFalse();
    }

    private KnowledgeDocument hold() throws InterruptedException {
        return knowledge.receive("code", "held.md", HeldReading.STOP);
    }

    private void goOn(KnowledgeDocument held) {
        mayGoOn.countDown();
        knowledge.awaitRead(held.id());
    }

    private void erase(String word) throws InterruptedException {
        String part = knowledge.memory.ids(word).getFirst();
        knowledge.memory.items().erase(MemoryFixture.SPACE, List.of(part), "asked", "key:k");
    }

    private List<DocumentReceived> received() {
        return knowledge.memory.events(DocumentReceived.class);
    }

    private String send(String text, String by) throws InterruptedException {
        return send(text, by, List.of());
    }

    private String send(String text, String by, List<String> from) throws InterruptedException {
        return knowledge
                .bases
                .receive(new NewDocument(
                        MemoryFixture.SPACE,
                        "general",
                        "birds.md",
                        null,
                        text.getBytes(StandardCharsets.UTF_8),
                        by,
                        from))
                .id();
    }

    private Undoing.Undone undo(String source) throws InterruptedException {
        return knowledge.memory.undoing().undo(MemoryFixture.SPACE, source, "poisoned", "key:admin");
    }
}
