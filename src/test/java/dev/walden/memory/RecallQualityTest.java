package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.memory.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures recall on dialogues that somebody has: {@code -Dtest=RecallQualityTest -Dwalden.recall.file=FILE}, with {@code
 * -Dwalden.recall.model=none} by words only. The file has
 * tab-separated lines, {@code item SPACE REF SESSION SPEAKER INSTANT TEXT} and {@code question SPACE CATEGORY REF,REF… TEXT}.
 */
@EnabledIfSystemProperty(named = "walden.recall.file", matches = ".+")
final class RecallQualityTest {

    private static final Logger log = LoggerFactory.getLogger(RecallQualityTest.class);
    private static final int BATCH = 64;

    private final Map<String, Score> scores = new TreeMap<>();
    private final List<Duration> searches = new ArrayList<>();

    @TempDir
    private Path home;

    @Test
    void recallOfTheGivenDialogues() throws Exception {
        List<String[]> lines = lines("item");
        try (MemoryFixture memory = opened()) {
            long start = System.nanoTime();
            store(memory, lines);
            memory.hits(new Space(lines.getLast()[1]), lines.getLast()[6]);
            memory.awaitVectors();
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
            for (String[] question : lines("question")) {
                ask(memory, question);
            }
            scores.forEach((category, score) -> log.info("{}: {}", category, score));
            searches.sort(null);
            log.info(
                    "{} items findable in {} s; search p50 {} µs, p99 {} µs",
                    lines.size(),
                    seconds,
                    searches.get(searches.size() / 2).toNanos() / 1_000,
                    searches.get(searches.size() * 99 / 100).toNanos() / 1_000);
        }
        assertThat(scores).isNotEmpty();
    }

    private MemoryFixture opened() {
        return EmbeddingModel.parse(System.getProperty("walden.recall.model", EmbeddingModel.BGE_SMALL.code()))
                .map(model -> MemoryFixture.open(home, model))
                .orElseGet(() -> MemoryFixture.open(home));
    }

    private void store(MemoryFixture memory, List<String[]> lines) {
        for (int i = 0; i < lines.size(); i += BATCH) {
            List<NewItem> batch = lines.subList(i, Math.min(lines.size(), i + BATCH)).stream()
                    .map(RecallQualityTest::item)
                    .toList();
            memory.store(batch, "key:k");
        }
    }

    private void ask(MemoryFixture memory, String[] question) throws InterruptedException {
        long start = System.nanoTime();
        List<String> found = memory.hits(new Space(question[1]), question[4]).stream()
                .map(hit -> hit.item().metadata().get("ref"))
                .toList();
        searches.add(Duration.ofNanos(System.nanoTime() - start));
        List<String> evidence = List.of(question[3].split(","));
        scores.merge("category " + question[2], Score.of(found, evidence), Score::plus);
        if (!question[2].equals("5")) {
            scores.merge("all but category 5", Score.of(found, evidence), Score::plus);
        }
    }

    private static NewItem item(String[] line) {
        return new NewItem(
                ItemKind.MESSAGE,
                new Space(line[1]),
                line[6],
                line[3],
                line[4],
                null,
                List.of(),
                Instant.parse(line[5]),
                Map.of("ref", line[2]),
                null);
    }

    private static List<String[]> lines(String type) throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("walden.recall.file", ""))).stream()
                .map(line -> line.split("\t"))
                .filter(line -> line[0].equals(type))
                .toList();
    }

    /** Sums over questions of the share of evidence in the first 5, 10 and 20 hits, and of 1 / rank of the first evidence. */
    private record Score(int questions, double at5, double at10, double at20, double reciprocalRank) {

        static Score of(List<String> found, List<String> evidence) {
            int first = 0;
            while (first < found.size() && !evidence.contains(found.get(first))) {
                first++;
            }
            double reciprocalRank = first < found.size() ? 1.0 / (first + 1) : 0;
            return new Score(
                    1,
                    share(found, evidence, 5),
                    share(found, evidence, 10),
                    share(found, evidence, 20),
                    reciprocalRank);
        }

        private static double share(List<String> found, List<String> evidence, int k) {
            return (double) found.stream().limit(k).filter(evidence::contains).count() / evidence.size();
        }

        Score plus(Score other) {
            return new Score(
                    questions + other.questions,
                    at5 + other.at5,
                    at10 + other.at10,
                    at20 + other.at20,
                    reciprocalRank + other.reciprocalRank);
        }

        @Override
        public String toString() {
            return "n %d, R@5 %.3f, R@10 %.3f, R@20 %.3f, MRR %.3f"
                    .formatted(
                            questions, at5 / questions, at10 / questions, at20 / questions, reciprocalRank / questions);
        }
    }
}
