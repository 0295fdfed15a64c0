package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link RebuildTest} says, for a space of more items than those of which all vectors are compared, with documents, episodes and facts
 * that ended, asked for now, as of earlier, by time and by outcome. The vectors are made up, as thousands of real ones would take a minute.
 */
final class LargeSpaceRebuildTest {

    /** More than {@code Nearest.EXACT}. */
    private static final int MANY = 2_000;

    private static final double RELATED = 0.3;
    private static final int BATCH = 200;
    private static final int BATCHES = 12;
    /** Of a batch: all together more than signs let pass, so that the newest of the same words must be told. */
    private static final int ALIKE = 150;

    private static final String SAME = "The lift is out of order.";
    /** Shares no word with that, and is what {@link WordVectors} takes for the same. */
    private static final String BY_MEANING_ALONE = "Those lime isles outside offer orchids";

    private static final int FOUND = 20;
    private static final Instant DAY_ONE = Instant.parse("2026-01-01T08:00:00Z");
    private static final List<String> WHOS = List.of("Ada", "Bob", "The clerk", "Our cat", "A neighbour");
    private static final List<String> DOES = List.of("sleeps on", "pays for", "rides", "boils", "repairs", "paints");
    private static final List<String> WHATS =
            List.of("the sofa", "the invoice", "a bicycle", "the boat", "the fence", "the kettle", "the roof");
    private static final List<String> PLACES = List.of("Rome", "Oslo", "Lima", "Cairo", "Quito");

    @TempDir
    private Path home;

    private final Random random = new Random(11);

    @Test
    void viewsAndIndexesBuiltAnewAnswerTheSameWhereSignsDecideWhatIsCompared() throws Exception {
        WordVectors vectors = new WordVectors();
        MemoryFixture memory = new MemoryFixture(home, (views, feed) -> Meaning.of(vectors, RELATED, views, feed, 1));
        try (KnowledgeFixture knowledge = KnowledgeFixture.beside(memory, home)) {
            List<String> alike = live(knowledge);
            memory.awaitVectors();
            List<String> newest = ids(memory, BY_MEANING_ALONE, Set.of(ItemKind.MESSAGE), null, Narrowing.NONE);
            List<List<String>> lived = answers(memory);
            double items = items(memory);
            List<List<String>> livedMerged = merged(memory);

            memory.deleteViews();
            memory.deleteVectors();
            List<List<String>> rebuilt = answers(memory);
            List<List<String>> rebuiltMerged = merged(memory);

            assertThat(newest).containsExactlyElementsOf(alike.reversed().subList(0, newest.size()));
            assertThat(newest).hasSize(FOUND);
            assertThat(items).isGreaterThan(MANY).isEqualTo(items(memory));
            assertThat(lived).allSatisfy(ids -> assertThat(ids).isNotEmpty());
            assertThat(livedMerged).as("merged").isEqualTo(lived);
            assertThat(rebuilt).as("rebuilt").isEqualTo(lived);
            assertThat(rebuiltMerged).as("rebuilt and merged").isEqualTo(lived);
        }
    }

    /** Returns the messages of the same words that were not erased, the oldest first. */
    private List<String> live(KnowledgeFixture knowledge) throws Exception {
        MemoryFixture memory = knowledge.memory;
        List<String> ids = new ArrayList<>();
        List<String> alike = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<NewItem> items = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                items.add(
                        i < ALIKE
                                ? item(ItemKind.MESSAGE, SAME, null, batch, null)
                                : item(ItemKind.MESSAGE, text(), "s" + (batch * BATCH + i) / 9, batch, null));
            }
            List<String> stored = memory.store(items, "key:k");
            ids.addAll(stored);
            alike.addAll(stored.subList(0, ALIKE));
            String who = one(WHOS);
            ids.add(memory.store(item(ItemKind.FACT, who + " lives in " + one(PLACES) + ".", null, batch, null)));
            ids.add(memory.store(item(ItemKind.FACT, text(), null, batch, "url:http://a/" + random.nextInt(3))));
            memory.task("s" + batch, "What about " + text(), "It seems that " + text(), List.of());
            knowledge.read("general", "notes-" + batch % 9 + ".md", document(batch));
            switch (batch % 6) {
                case 1 -> {
                    List<String> gone = List.of(one(ids), alike.getLast());
                    memory.items().erase(MemoryFixture.SPACE, gone, "test", "key:k");
                    alike.removeAll(gone);
                }
                case 2 -> memory.undoing().undo(MemoryFixture.SPACE, "url:http://a/" + batch % 3, "test", "key:k");
                case 3 -> memory.awaitVectors(); // so that there are several segments, and changes of what is in them
                case 5 -> memory.withIndexFiles(_ -> {}); // read anew
                default -> {}
            }
        }
        KnowledgeDocument erased = knowledge.read("legal", "erased.md", document(99));
        knowledge.bases.erase(erased, "key:k");
        memory.activity().settle();
        memory.upkeep(
                        InstantSource.fixed(Instant.now().plus(Duration.ofDays(100))),
                        new Fading(Duration.ofDays(90), Duration.ZERO, true))
                .run(_ -> false);
        return alike;
    }

    private List<List<String>> merged(MemoryFixture memory) throws InterruptedException {
        memory.withIndexFiles(words -> {
            MergedSegments.in(words);
            MergedSegments.in(home.resolve("views/vectors"));
        });
        return answers(memory);
    }

    private static List<List<String>> answers(MemoryFixture memory) throws InterruptedException {
        memory.awaitVectors();
        List<List<String>> answers = new ArrayList<>();
        for (String question : List.of(
                "Who rides a bicycle?",
                "The clerk pays for the invoice",
                "Ada lives in Rome",
                "the kettle in week 7",
                "Is the lift out of order?",
                BY_MEANING_ALONE)) {
            for (Set<ItemKind> kinds : List.of(
                    Set.<ItemKind>of(),
                    Set.of(ItemKind.FACT),
                    Set.of(ItemKind.MESSAGE),
                    Set.of(ItemKind.EPISODE),
                    Set.of(ItemKind.DOCUMENT))) {
                answers.add(ids(memory, question, kinds, null, Narrowing.NONE));
            }
            answers.add(ids(memory, question, Set.of(), DAY_ONE.plus(Duration.ofDays(5)), Narrowing.NONE));
            answers.add(ids(memory, question, Set.of(), null, days(3, 9)));
            answers.add(ids(memory, question, Set.of(ItemKind.MESSAGE), null, days(6, 7)));
            answers.add(ids(memory, question, Set.of(), null, new Narrowing(null, null, null, "completed", "clock")));
        }
        return answers;
    }

    private static Narrowing days(int from, int to) {
        return new Narrowing(DAY_ONE.plus(Duration.ofDays(from)), DAY_ONE.plus(Duration.ofDays(to)), null, null, null);
    }

    private static List<String> ids(
            MemoryFixture memory, String question, Set<ItemKind> kinds, @Nullable Instant asOf, Narrowing narrowing)
            throws InterruptedException {
        MemoryQuery query =
                new MemoryQuery(MemoryFixture.SPACE, question, FOUND, kinds, null, null, asOf, narrowing, Set.of());
        MemorySearch.Found found = memory.search().search(query);
        assertThat(found.vectorUse()).isEqualTo(VectorUse.USED);
        return found.hits().stream().map(hit -> hit.item().id()).toList();
    }

    private static double items(MemoryFixture memory) {
        return memory.meters().find("walden.memory.items").gauges().stream()
                .mapToDouble(each -> each.value())
                .sum();
    }

    private String document(int number) {
        StringBuilder text = new StringBuilder("# Notes " + number);
        for (int section = 0; section < 4; section++) {
            text.append("\n\n## Part ").append(section).append("\n\n");
            for (int sentence = 0; sentence < 12; sentence++) {
                text.append(text()).append(' ');
            }
        }
        return text.toString();
    }

    private String text() {
        return "%s %s %s in week %d.".formatted(one(WHOS), one(DOES), one(WHATS), random.nextInt(52));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private NewItem item(ItemKind kind, String text, @Nullable String session, int day, @Nullable String source) {
        FactTerms terms = source == null ? null : new FactTerms(null, null, null, null, source);
        String speaker =
                kind == ItemKind.MESSAGE && !text.equals(SAME) ? one(WHOS) : null; // who speaks is a part of it
        Instant observed = DAY_ONE.plus(Duration.ofDays(day));
        return new NewItem(
                kind, MemoryFixture.SPACE, text, session, speaker, null, List.of(), observed, Map.of(), terms);
    }
}
