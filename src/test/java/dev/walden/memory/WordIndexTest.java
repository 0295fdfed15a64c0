package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordIndexTest {

    private static final List<String> WORDS = List.of(
            "garden",
            "piano",
            "river",
            "coffee",
            "train",
            "museum",
            "bicycle",
            "letter",
            "winter",
            "recipe",
            "mountain",
            "birthday",
            "doctor",
            "holiday",
            "concert",
            "kitchen");

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void anIndexFilledAnewGivesTheSameAnswersInTheSameOrder() throws Exception {
        fillAtRandom();
        List<List<MemorySearch.Hit>> before = answers();

        memory.deleteViews();

        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void aRestartContinuesTheIndexWhereItStood() throws Exception {
        fillAtRandom();
        List<List<MemorySearch.Hit>> before = answers();
        memory.index().close();
        Set<String> files = indexFiles();

        memory.restart();

        assertThat(answers()).isEqualTo(before);
        assertThat(indexFiles())
                .containsAll(files.stream().filter(name -> name.startsWith("_")).toList());
        memory.fact("A new fact about a zeppelin.");
        assertThat(memory.texts("zeppelin")).containsExactly("A new fact about a zeppelin.");
    }

    @Test
    void aMissingIndexIsFilledAnew() throws Exception {
        memory.fact("The tea is green.");

        memory.withIndexFiles(folder -> memory.deleteIndexFiles());

        assertThat(memory.texts("tea")).containsExactly("The tea is green.");
    }

    @Test
    void aDamagedIndexIsFilledAnew() throws Exception {
        memory.fact("The tea is green.");
        memory.texts("tea");

        memory.withIndexFiles(WordIndexTest::flipBits);

        assertThat(memory.texts("tea")).containsExactly("The tea is green.");
    }

    @Test
    void anIndexAheadOfTheLogIsFilledAnew() throws Exception {
        for (int i = 0; i < 20; i++) {
            memory.fact("Lost fact of another log.");
        }
        Path other = home.resolve("other");
        try (MemoryFixture shorter = MemoryFixture.open(other)) {
            shorter.fact("The tea is green.");
            memory.index().close();
            shorter.withIndexFiles(folder -> {
                shorter.deleteIndexFiles();
                Files.move(memory.indexFolder(), folder);
            });

            assertThat(shorter.texts("lost fact tea")).containsExactly("The tea is green.");
        }
    }

    @Test
    void episodesAreFoundThoughNobodyWaitsForThem() {
        memory.task("s1", "What is a zeppelin?", "An airship.", List.of());
        long told = memory.activity().log().durable();

        await().atMost(Duration.ofSeconds(20)).until(() -> memory.index().applied() >= told);
    }

    @Test
    void searchesNeedNotWaitForEpisodesButForWhatWasSaid() throws Exception {
        Queue<Long> needed = new ConcurrentLinkedQueue<>();
        memory.projection().onCommitted((_, lastItem) -> needed.add(lastItem));

        memory.task("s1", "What is a zeppelin?", "An airship.", List.of());
        MemoryItems.Stored stored =
                memory.items().store(List.of(MemoryFixture.newFact("A zeppelin is an airship.")), "key:k");
        memory.task("s1", "What is an airship?", "A zeppelin.", List.of());
        memory.items().erase(MemoryFixture.SPACE, stored.ids(), "asked", "key:k");
        applied();

        assertThat(new LinkedHashSet<>(needed)).startsWith(0L, stored.seq()).hasSize(3);
    }

    private void applied() throws InterruptedException {
        memory.activity().log().awaitApplied(memory.activity().log().durable(), Duration.ofSeconds(20));
    }

    @Test
    void searchesAndStoresAtTheSameTimeLoseNothing() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> stored = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                int number = writer;
                stored.add(threads.submit(() -> storeAndFind("writer" + number)));
            }
            Future<Integer> reader = threads.submit(this::searchALot);
            for (Future<Integer> writer : stored) {
                assertThat(writer.get()).isEqualTo(100);
            }
            assertThat(reader.get()).isEqualTo(100);
        }
        assertThat(memory.search()
                        .search(MemoryQuery.of(MemoryFixture.SPACE, "writer0", 100))
                        .hits())
                .hasSize(100);
    }

    private int storeAndFind(String writer) throws InterruptedException {
        int found = 0;
        for (int i = 0; i < 100; i++) {
            String id = memory.fact(writer + " wrote word" + i + writer);
            found += memory.ids("word" + i + writer).contains(id) ? 1 : 0;
        }
        return found;
    }

    private int searchALot() throws InterruptedException {
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            memory.ids("writer0 wrote word" + i);
            answered++;
        }
        return answered;
    }

    /** Messages in a few sessions, one commit each, with some forgotten: the index sees many small changes. */
    private void fillAtRandom() throws InterruptedException {
        Random random = new Random(42);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String text = word(random) + " " + word(random) + " " + word(random);
            ids.add(memory.said("s" + random.nextInt(4), random.nextBoolean() ? "Ann" : "Bob", text));
            if (i % 10 == 9) {
                memory.items()
                        .erase(MemoryFixture.SPACE, List.of(ids.get(random.nextInt(ids.size()))), "test", "key:k");
                memory.ids("garden");
            }
        }
    }

    private List<List<MemorySearch.Hit>> answers() throws InterruptedException {
        Random random = new Random(43);
        List<List<MemorySearch.Hit>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(memory.hits(MemoryFixture.SPACE, "Did Ann say " + word(random) + " or " + word(random)));
        }
        assertThat(answers).allMatch(hits -> hits.size() > 3);
        return answers;
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Set<String> indexFiles() throws IOException {
        try (Stream<Path> files = Files.list(memory.indexFolder())) {
            return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static void flipBits(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".cfs")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x10;
                Files.write(file, bytes, StandardOpenOption.WRITE);
            }
        }
    }
}
