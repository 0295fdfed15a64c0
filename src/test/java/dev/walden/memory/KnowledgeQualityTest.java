package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how well documents of a knowledge base are found, on a test collection that somebody has in the form of BEIR (Thakur et al. 2021):
 * {@code -Dtest=KnowledgeQualityTest -Dwalden.knowledge.collection=FOLDER} with {@code corpus.jsonl}, {@code queries.jsonl} and {@code
 * qrels/test.tsv}; {@code -Dwalden.recall.model=none} by words only.
 */
@EnabledIfSystemProperty(named = "walden.knowledge.collection", matches = ".+")
final class KnowledgeQualityTest {

    private static final Logger log = LoggerFactory.getLogger(KnowledgeQualityTest.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 64;

    private final Path collection = Path.of(System.getProperty("walden.knowledge.collection", ""));

    @TempDir
    private Path home;

    @Test
    void documentsOfTheGivenCollection() throws Exception {
        try (KnowledgeFixture knowledge = opened()) {
            read(knowledge, lines("corpus.jsonl"));
            Map<String, Map<String, Integer>> judged = judged();
            double gain = 0;
            double found = 0;
            for (JsonNode query : lines("queries.jsonl")) {
                Map<String, Integer> wanted = judged.get(query.get("_id").asString());
                if (wanted != null) {
                    List<String> ranking = ranking(knowledge, query.get("text").asString());
                    gain += GainAtTen.of(ranking, wanted);
                    found += (double)
                                    ranking.stream().filter(wanted::containsKey).count()
                            / wanted.size();
                }
            }
            log.info(
                    "{} questions: nDCG@10 {}, R@10 {}",
                    judged.size(),
                    "%.4f".formatted(gain / judged.size()),
                    "%.4f".formatted(found / judged.size()));
            assertThat(gain).isPositive();
        }
    }

    private KnowledgeFixture opened() {
        return EmbeddingModel.parse(System.getProperty("walden.recall.model", EmbeddingModel.BGE_SMALL.code()))
                .map(model -> KnowledgeFixture.open(home, Map.of(), model))
                .orElseGet(() -> KnowledgeFixture.open(home));
    }

    private static void read(KnowledgeFixture knowledge, List<JsonNode> documents) throws InterruptedException {
        for (int i = 0; i < documents.size(); i += BATCH) {
            String last = "";
            for (JsonNode each : documents.subList(i, Math.min(documents.size(), i + BATCH))) {
                String text = "# %s%n%n%s"
                        .formatted(
                                each.get("title").asString(), each.get("text").asString());
                last = knowledge
                        .receive("science", each.get("_id").asString() + ".md", text)
                        .id();
            }
            knowledge.awaitRead(last); // they are read in their order
            knowledge.memory.awaitVectors();
        }
    }

    /** The documents of the best hundred parts, each once, the first ten. */
    private static List<String> ranking(KnowledgeFixture knowledge, String question) throws InterruptedException {
        MemoryQuery query = MemoryQuery.of(MemoryFixture.SPACE, question, MemoryQuery.MAX_K);
        return knowledge.memory.search().search(query).hits().stream()
                .map(hit -> hit.item().metadata().getOrDefault("name", "").replace(".md", ""))
                .distinct()
                .limit(10)
                .toList();
    }

    private List<JsonNode> lines(String file) throws IOException {
        return Files.readAllLines(collection.resolve(file)).stream()
                .map(JSON::readTree)
                .toList();
    }

    /** By question: the documents that answer it, and how well. */
    private Map<String, Map<String, Integer>> judged() throws IOException {
        return Files.readAllLines(collection.resolve("qrels/test.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .collect(Collectors.groupingBy(
                        each -> each[0],
                        LinkedHashMap::new,
                        Collectors.toMap(each -> each[1], each -> Integer.parseInt(each[2].strip()))));
    }

    /** Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002) of the first ten. */
    private static final class GainAtTen {

        static double of(List<String> ranking, Map<String, Integer> wanted) {
            double gain = 0;
            for (int rank = 0; rank < ranking.size(); rank++) {
                gain += discounted(wanted.getOrDefault(ranking.get(rank), 0), rank);
            }
            double best = 0;
            List<Integer> ideal = wanted.values().stream()
                    .sorted((one, other) -> other - one)
                    .limit(10)
                    .toList();
            for (int rank = 0; rank < ideal.size(); rank++) {
                best += discounted(ideal.get(rank), rank);
            }
            return gain / best;
        }

        private static double discounted(int relevance, int rank) {
            return relevance * Math.log(2) / Math.log(rank + 2.0);
        }
    }
}
