package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.memory.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real model. */
final class MeaningTest {

    private static final List<String> QUESTIONS = List.of(
            "Which pet naps on the couch?", "When must the bill be paid?", "How does she get to work?", "kettle");

    @TempDir
    Path home;

    @Test
    void anItemIsFoundByWhatItMeansThoughItSharesNoWord() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.BGE_SMALL)) {
            memory.fact("The invoice is due in March.");
            String cat = memory.fact("Our kitten sleeps upon this sofa.");
            memory.fact("The kettle is on.");
            memory.awaitVectors();

            MemorySearch.Found found =
                    memory.search().search(MemoryQuery.of(MemoryFixture.SPACE, "Where does the cat take a nap?", 3));

            assertThat(found.vectorUse()).isEqualTo(VectorUse.USED);
            assertThat(found.hits().getFirst().item().id()).isEqualTo(cat);
            assertThat(found.hits().getFirst().scores().words()).isZero();
            assertThat(found.vectors())
                    .isGreaterThanOrEqualTo(found.hits().getFirst().item().seq());
        }
    }

    @Test
    void beforeTheFirstVectorASearchGoesByWordsAndSaysSo() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.BGE_SMALL)) {
            MemorySearch.Found found =
                    memory.search().search(MemoryQuery.of(new Space("empty"), "Where does the cat take a nap?", 3));

            assertThat(found.vectorUse()).isEqualTo(VectorUse.NONE_YET);
        }
    }

    @Test
    void filtersHoldForWhatIsNear() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.BGE_SMALL)) {
            memory.fact("Our kitten sleeps upon this sofa.");
            memory.fact(new Space("other"), "Our kitten sleeps upon that sofa.");
            String said = memory.said("s", "Ann", "My kitten sleeps all day.");
            memory.said("t", "Ann", "Her kitten sleeps all night.");
            memory.awaitVectors();

            MemoryQuery query = new MemoryQuery(
                    MemoryFixture.SPACE, "Where does the cat take a nap?", 9, Set.of(ItemKind.MESSAGE), null, "s");

            assertThat(memory.search().search(query).hits())
                    .extracting(hit -> hit.item().id())
                    .containsExactly(said);
        }
    }

    @Test
    void aTaskFindsNothingOfAClosedBaseHoweverNearAndAllElse() throws Exception {
        Map<String, KnowledgeProperties.Domain> closed =
                Map.of("closed", new KnowledgeProperties.Domain(null, null, null, false));
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home, closed, EmbeddingModel.BGE_SMALL)) {
            knowledge.read("closed", "a.md", "Our kitten sleeps upon this sofa.");
            knowledge.read("general", "b.md", "My kitten dozes upon that armchair.");
            knowledge.memory.fact("The invoice is due in March.");
            knowledge.memory.awaitVectors();
            RoutedSearch search = new RoutedSearch(knowledge.memory.search(), new KnowledgeDomains(closed));
            MemoryQuery query = MemoryQuery.of(MemoryFixture.SPACE, "Where does the cat take a nap?", 5);

            MemorySearch.Found found = search.forTask(query);

            assertThat(found.vectorUse()).isEqualTo(VectorUse.USED);
            assertThat(found.hits())
                    .extracting(hit -> hit.item().text())
                    .containsExactlyInAnyOrder("My kitten dozes upon that armchair.", "The invoice is due in March.");
            assertThat(search.search(query).found().hits()).hasSize(3);
        }
    }

    @Test
    void viewsFilledAnewGiveTheSameItemsInTheSameOrder() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.BGE_SMALL)) {
            List<String> ids = filled(memory);
            memory.items().erase(MemoryFixture.SPACE, ids.subList(3, 9), "test", "key:k");
            memory.awaitVectors();
            List<List<MemorySearch.Hit>> before = answers(memory);

            memory.deleteViews();
            memory.awaitVectors();
            List<List<MemorySearch.Hit>> rebuilt = answers(memory);
            memory.deleteVectors();
            memory.awaitVectors();

            assertThat(before).allSatisfy(hits -> assertThat(hits).isNotEmpty());
            assertThat(rebuilt).isEqualTo(before);
            assertThat(answers(memory)).isEqualTo(before);
        }
    }

    @Test
    void aRestartGoesOnWhereItStopped() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.MINILM)) {
            filled(memory);
            memory.awaitVectors();
            List<List<MemorySearch.Hit>> before = answers(memory);

            memory.restart();

            assertThat(memory.meaning().applied(Long.MAX_VALUE))
                    .isLessThanOrEqualTo(memory.activity().log().durable());
            memory.awaitVectors();
            assertThat(answers(memory)).isEqualTo(before);
        }
    }

    private static List<String> filled(MemoryFixture memory) {
        List<String> ids = new ArrayList<>();
        Random random = new Random(5);
        List<String> whos = List.of("Ann", "Bob", "The clerk", "Our cat", "A neighbour");
        List<String> dos = List.of("sleeps on", "pays", "rides", "boils", "forgets", "repairs");
        List<String> whats = List.of("the sofa", "the invoice", "a bicycle", "the kettle", "a train", "the roof");
        for (int i = 0; i < 60; i++) {
            String text = "%s %s %s in week %d."
                    .formatted(
                            whos.get(random.nextInt(whos.size())),
                            dos.get(random.nextInt(dos.size())),
                            whats.get(random.nextInt(whats.size())),
                            i);
            ids.add(memory.store(new NewItem(
                    random.nextBoolean() ? ItemKind.FACT : ItemKind.MESSAGE,
                    MemoryFixture.SPACE,
                    text,
                    "s" + i / 9,
                    whos.get(i % 2),
                    null,
                    List.of(),
                    null,
                    Map.of(),
                    null)));
        }
        return ids;
    }

    private static List<List<MemorySearch.Hit>> answers(MemoryFixture memory) throws InterruptedException {
        List<List<MemorySearch.Hit>> answers = new ArrayList<>();
        for (String question : QUESTIONS) {
            answers.add(memory.hits(MemoryFixture.SPACE, question));
        }
        return answers;
    }
}
