package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.time.Duration;
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
 * -Dwalden.recall.model=none} by words only. {@link Dialogues} tells the forms of the file, {@link LocomoFile} more of the options.
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
        Dialogues dialogues = Dialogues.read(Path.of(System.getProperty("walden.recall.file", "")));
        List<NewItem> turns = dialogues.turns();
        try (MemoryFixture memory = opened()) {
            long start = System.nanoTime();
            store(memory, turns);
            memory.hits(turns.getLast().space(), turns.getLast().text());
            memory.awaitVectors();
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
            for (Dialogues.Question question : dialogues.questions()) {
                ask(memory, question);
            }
            scores.forEach((category, score) -> log.info("{}: {}", category, score));
            searches.sort(null);
            log.info(
                    "{} items findable in {} s; search p50 {} µs, p99 {} µs",
                    turns.size(),
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

    private static void store(MemoryFixture memory, List<NewItem> turns) {
        for (int i = 0; i < turns.size(); i += BATCH) {
            memory.store(turns.subList(i, Math.min(turns.size(), i + BATCH)), "key:k");
        }
    }

    /** As who searches over HTTP. */
    private void ask(MemoryFixture memory, Dialogues.Question question) throws InterruptedException {
        long start = System.nanoTime();
        List<String> found =
                memory.routed().search(MemoryQuery.of(question.space(), question.text(), 20)).found().hits().stream()
                        .map(hit -> Dialogues.ref(hit.item()))
                        .toList();
        searches.add(Duration.ofNanos(System.nanoTime() - start));
        Score score = Score.of(found, question.evidence());
        scores.merge("category " + question.category(), score, Score::plus);
        if (!question.category().equals("5")) {
            scores.merge("all but category 5", score, Score::plus);
        }
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
