package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent;
import dev.walden.activity.TornLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is taken back, in a commit that was cut by a crash, and again after that. */
final class TornUndoTest {

    private static final Instant MAY = Instant.parse("2024-05-01T00:00:00Z");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatIsTrueAgainEndsWithTheNextOne(int kept) throws Exception {
        int before;
        String rome;
        String bari;
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            rome = say(memory, "Ada lives in Rome.", "key:good", MAY, null);
            say(memory, "Ada lives in Oslo.", "key:bad", MAY.plusSeconds(10), null);
            bari = say(memory, "Ada lives in Bari.", "key:good", MAY.plusSeconds(20), null);
            before = recorded(memory);
            undo(memory);
            assertThat(recorded(memory)).isEqualTo(before + 3);
        }
        cutBehind(before + kept);

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            undo(memory);

            assertThat(memory.ids("Where does Ada live?")).containsExactly(bari);
            assertThat(memory.items().find(rome).orElseThrow().validity().to()).isEqualTo(MAY.plusSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatOthersSaidFromADocumentOfTheSourceGoesToo(int kept) throws Exception {
        int before;
        String shared;
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            byte[] text = "Herons sing.".getBytes(StandardCharsets.UTF_8);
            NewDocument birds = new NewDocument(MemoryFixture.SPACE, "general", "birds.md", null, text, "key:bad");
            String document =
                    knowledge.awaitRead(knowledge.bases.receive(birds).id()).id();
            shared = say(knowledge.memory, "Tea is ready.", "key:other", null, null);
            FactTerms fromIt = new FactTerms(null, null, null, null, "document:" + document);
            assertThat(say(knowledge.memory, "Tea is ready.", "key:good", null, fromIt))
                    .isEqualTo(shared);
            before = recorded(knowledge.memory);
            assertThat(undo(knowledge.memory).keptItems()).containsExactly(shared);
            assertThat(recorded(knowledge.memory)).isEqualTo(before + 4);
        }
        cutBehind(before + kept);

        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            undo(knowledge.memory);

            assertThat(knowledge.memory.texts("herons")).isEmpty();
            assertThat(knowledge.memory.items().details(shared).orElseThrow().sources())
                    .containsExactly("key:other");
        }
    }

    private static Undoing.Undone undo(MemoryFixture memory) throws InterruptedException {
        return memory.undoing().undo(MemoryFixture.SPACE, "key:bad", "poisoned", "key:admin");
    }

    private static String say(
            MemoryFixture memory, String text, String by, @Nullable Instant at, @Nullable FactTerms terms) {
        return memory.store(
                new NewItem(ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), at, Map.of(), terms),
                by);
    }

    private static int recorded(MemoryFixture memory) {
        return memory.events(MemoryEvent.class).size();
    }

    private void cutBehind(int records) throws Exception {
        TornLog.cutBehind(
                records,
                line -> line.contains("\"type\":\"fact-")
                        || line.contains("\"type\":\"document-")
                        || line.contains("\"type\":\"source-undone\""),
                home);
    }
}
