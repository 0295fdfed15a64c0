package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a memory has lived through, views and indexes that are built anew from its log answer with the same items in the same order,
 * with the real model, once all vectors are in, whether segments are merged or not.
 */
final class RebuildTest {

    private static final int STEPS = 90;
    private static final List<String> WHOS = List.of("Ada", "Bob", "The clerk", "Our cat", "A neighbour");
    private static final List<String> DOES = List.of("sleeps on", "pays for", "rides", "boils", "lives in", "repairs");
    private static final List<String> WHATS =
            List.of("the sofa", "the invoice", "a bicycle", "Rome", "Oslo", "the kettle", "the roof");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void viewsAndIndexesBuiltAnewAnswerTheSame(long seed) throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home, EmbeddingModel.MINILM)) {
            live(memory, new Random(seed));
            List<List<String>> lived = answers(memory);
            List<List<String>> livedMerged = merged(memory);

            memory.deleteViews();
            memory.deleteVectors();
            List<List<String>> rebuilt = answers(memory);
            List<List<String>> rebuiltMerged = merged(memory);

            assertThat(lived).allSatisfy(ids -> assertThat(ids).isNotEmpty());
            assertThat(livedMerged).as("merged, seed %d", seed).isEqualTo(lived);
            assertThat(rebuilt).as("rebuilt, seed %d", seed).isEqualTo(lived);
            assertThat(rebuiltMerged).as("rebuilt and merged, seed %d", seed).isEqualTo(lived);
        }
    }

    private List<List<String>> merged(MemoryFixture memory) throws InterruptedException {
        memory.withIndexFiles(words -> {
            MergedSegments.in(words);
            MergedSegments.in(home.resolve("views/vectors"));
        });
        return answers(memory);
    }

    private static void live(MemoryFixture memory, Random random) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String text = "%s %s %s in week %d."
                    .formatted(one(WHOS, random), one(DOES, random), one(WHATS, random), random.nextInt(12));
            switch (random.nextInt(12)) {
                case 0, 1, 2 ->
                    ids.add(memory.store(item(ItemKind.MESSAGE, text, "s" + step / 9, one(WHOS, random), null)));
                case 3 ->
                    ids.add(memory.store(item(
                            ItemKind.FACT,
                            one(WHOS, random) + " lives in " + one(WHATS, random) + ".",
                            null,
                            null,
                            null)));
                case 4 ->
                    ids.add(memory.store(item(ItemKind.FACT, text, null, null, "url:http://a/" + random.nextInt(3))));
                case 5 -> memory.task("s" + step / 9, "What about " + text, "It seems that " + text, List.of());
                case 6 -> memory.items().erase(MemoryFixture.SPACE, List.of(one(ids, random)), "test", "key:k");
                case 7 ->
                    memory.undoing().undo(MemoryFixture.SPACE, "url:http://a/" + random.nextInt(3), "test", "key:k");
                case 8 -> memory.awaitVectors(); // so that there are several segments, and changes of what is in them
                case 9 -> memory.restart();
                default -> ids.add(memory.store(item(ItemKind.FACT, text, null, one(WHOS, random), null)));
            }
            if (ids.isEmpty()) {
                ids.add(memory.fact("The kettle is on."));
            }
        }
        memory.activity().settle();
        memory.upkeep(
                        InstantSource.fixed(Instant.now().plus(Duration.ofDays(100))),
                        new Fading(Duration.ofDays(90), Duration.ZERO, true))
                .run(_ -> false);
    }

    private static List<List<String>> answers(MemoryFixture memory) throws InterruptedException {
        memory.awaitVectors();
        List<List<String>> answers = new ArrayList<>();
        for (String question :
                List.of("Which pet naps on the couch?", "When must the bill be paid?", "Ada lives", "kettle week 7")) {
            answers.add(ids(memory, MemoryQuery.of(MemoryFixture.SPACE, question, 20)));
            for (ItemKind kind : List.of(ItemKind.FACT, ItemKind.MESSAGE)) {
                answers.add(ids(memory, new MemoryQuery(MemoryFixture.SPACE, question, 20, Set.of(kind), null, null)));
            }
        }
        return answers;
    }

    private static List<String> ids(MemoryFixture memory, MemoryQuery query) throws InterruptedException {
        MemorySearch.Found found = memory.search().search(query);
        assertThat(found.vectorUse()).isEqualTo(VectorUse.USED);
        return found.hits().stream().map(hit -> hit.item().id()).toList();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static NewItem item(
            ItemKind kind, String text, @Nullable String session, @Nullable String speaker, @Nullable String source) {
        FactTerms terms = source == null ? null : new FactTerms(null, null, null, null, source);
        return new NewItem(kind, MemoryFixture.SPACE, text, session, speaker, null, List.of(), null, Map.of(), terms);
    }
}
