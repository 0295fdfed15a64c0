package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactSuperseded;
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

    /** Cuts the log at the last record of a type, as a power failure may; nothing is left of the views. */
    private void tearAt(String type) throws IOException {
        try (Stream<Path> views = Files.walk(home.resolve("views"))) {
            for (Path file : views.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
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
