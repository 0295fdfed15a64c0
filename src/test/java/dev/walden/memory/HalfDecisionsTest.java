package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.StoredItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start after a crash that kept the first records of a commit and lost the others. */
final class HalfDecisionsTest {

    private static final String LONG = "plenty of words that fill the part. ".repeat(15);

    @TempDir
    private Path home;

    @Test
    void aFactWhoseConsequencesWereLostEndsWhatItEnds() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.fact("Ada lives in Rome.");
            memory.fact("Ada lives in Oslo.");
        }

        tearAt("fact-superseded");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.texts("Ada lives")).containsExactly("Ada lives in Oslo.");
            assertThat(memory.events(FactSuperseded.class)).hasSize(1);
            memory.restart();
            assertThat(memory.events(FactSuperseded.class)).hasSize(1);
        }
    }

    @Test
    void theLaterOfTwoOfOneCommitStandsWhenWhatItEndedWasLost() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.setClock(() -> Instant.parse("2025-01-01T00:00:00Z"));
            memory.store(
                    List.of(
                            MemoryFixture.newFact("Ada lives in Rome."),
                            MemoryFixture.newFact("Ada lives in Oslo."),
                            MemoryFixture.newFact("Ada lives in Bari.")),
                    "key:k");
        }

        tearAt("fact-superseded");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.texts("Ada lives")).containsExactly("Ada lives in Bari.");
        }
    }

    @Test
    void aFactThatIsToldLateIsEndedByItsNextOneThoughThatWasLost() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.store(since("Ada lives in Rome.", Instant.parse("2025-01-01T00:00:00Z"), null));
            memory.store(since("Ada lives in Oslo.", Instant.parse("2024-01-01T00:00:00Z"), null));
        }

        tearAt("fact-superseded");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.texts("Ada lives")).containsExactly("Ada lives in Rome.");
        }
    }

    @Test
    void aFactThatIsNotTrustedIsDisputedThoughThatWasLostAndNotTwice() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.fact("Ada lives in Rome.");
            memory.store(since("Ada lives in Oslo.", Instant.now(), "url:http://a"));
        }

        tearAt("fact-disputed");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.hits(MemoryFixture.SPACE, "Ada lives in Oslo")
                            .getFirst()
                            .item()
                            .validity()
                            .disputed())
                    .isTrue();
            memory.restart();
            memory.restart();
            assertThat(memory.events(FactDisputed.class)).hasSize(1);
        }
    }

    @Test
    void theRestOfADocumentIsRecordedThoughThatWasLost() throws Exception {
        String guide;
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            guide = knowledge
                    .read("code", "guide.md", "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG)
                    .id();
            String beta = knowledge.memory.ids("beta").getFirst();
            knowledge.memory.items().erase(MemoryFixture.SPACE, List.of(beta), "asked", "key:k");
        }

        tearAt("document-ingested");

        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            List<DocumentIngested> recorded = knowledge.memory.events(DocumentIngested.class);
            assertThat(recorded).hasSize(2);
            assertThat(recorded.getLast().text()).contains("alpha").doesNotContain("beta");
            assertThat(knowledge.memory.texts("alpha")).hasSize(1);
            assertThat(knowledge.bases.find(guide).orElseThrow().chunks()).isEqualTo(1);
        }
    }

    @Test
    void theRestOfADocumentIsRecordedThoughTheStartThatRecordsItCrashesToo() throws Exception {
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            for (String name : List.of("one.md", "two.md")) {
                knowledge.read("code", name, "# A\n\nalpha " + name + LONG + "\n\n# B\n\nbeta " + name + LONG);
            }
            List<String> beta = knowledge.memory.hits(MemoryFixture.SPACE, "beta").stream()
                    .map(MemorySearch.Hit::item)
                    .filter(item -> item.text().contains("beta"))
                    .map(MemoryItem::id)
                    .toList();
            assertThat(beta).hasSize(2);
            knowledge.memory.items().erase(MemoryFixture.SPACE, beta, "asked", "key:k");
            assertThat(knowledge.memory.events(DocumentIngested.class)).hasSize(4);
        }

        tearAt("document-ingested");
        tearAt("document-ingested");
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            assertThat(knowledge.memory.events(DocumentIngested.class)).hasSize(4);
        }
        tearAt("document-ingested");

        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            assertThat(knowledge.memory.events(DocumentIngested.class)).hasSize(4);
            knowledge.memory.restart();
            assertThat(knowledge.memory.events(DocumentIngested.class)).hasSize(4);
        }
    }

    @Test
    void aRecordBeforeThatCannotBeReadDoesNotKeepWhatWasLostFromBeingMadeGood() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.append(new MessageStored(item("m", "long " + LONG.repeat(50))));
            memory.append(new FactStored(item("a", "Tea is ready.")));
            memory.append(new FactStored(item("b", "Tea is not ready.")));
        }
        assertThat(home.resolve("blobs")).isNotEmptyDirectory();
        deleteAll("blobs");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.texts("tea ready")).containsExactly("Tea is not ready.");
        }
    }

    @Test
    void aLastRecordThatCannotBeReadIsLetBe() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.append(new FactStored(item("a", "Tea is ready.")));
            memory.append(new FactStored(item("b", "long " + LONG.repeat(50))));
        }
        assertThat(home.resolve("blobs")).isNotEmptyDirectory();
        deleteAll("blobs");

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.texts("tea ready")).containsExactly("Tea is ready.");
        }
    }

    private static StoredItem item(String id, String text) {
        return new StoredItem(
                id, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), true, "key:k");
    }

    /** Cuts the log at the last record of a type, as a power failure may; nothing is left of the views. */
    private void tearAt(String type) throws IOException {
        deleteAll("views");
        Path segment;
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            segment = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
        String lines = Files.readString(segment, StandardCharsets.UTF_8);
        int record = lines.lastIndexOf("\"type\":\"" + type + '"');
        assertThat(record).isPositive();
        Files.writeString(segment, lines.substring(0, lines.lastIndexOf('\n', record) + 1));
    }

    private void deleteAll(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve(folder))) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static NewItem since(String text, Instant from, @Nullable String source) {
        return new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                text,
                null,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                new FactTerms(null, null, from, null, source));
    }
}
