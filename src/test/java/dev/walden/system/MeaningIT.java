package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged service with the model that it has by default. */
class MeaningIT {

    private static final String MODEL = "--walden.memory.embedding-model=bge-small-en-v1.5-q";
    private static final String QUESTION = "Where does the cat take a nap?";

    private static final int BACKLOG = 40;

    @TempDir
    private Path folder;

    @Test
    void whatWasStoredIsFoundByItsMeaningAlsoAfterAKillAndNoVectorIsComputedTwice() throws IOException {
        Path home = folder.resolve("home");
        long lost;
        try (WaldenProcess life = started(home)) {
            long facts = store(
                    life,
                    "fact",
                    "The invoice is due in March.",
                    "Our kitten sleeps upon this sofa.",
                    "The kettle is on.");

            assertThat(awaitVectors(life, facts)
                            .path("items")
                            .path(0)
                            .path("text")
                            .asString())
                    .startsWith("Our kitten");
            long seq = store(life, "message", turns("boat"));
            awaitVectors(life, seq);
            assertThat(computed(life)).isGreaterThan(BACKLOG);
            awaitCommitted(home, seq);
            lost = store(life, "message", turns("fence")); // the half of the backlog that is lost with the process
            life.kill();
        }
        try (WaldenProcess life = started(home)) {
            JsonNode found = awaitVectors(life, lost);

            assertThat(computed(life))
                    .as("what has its vector is not computed again")
                    .isLessThanOrEqualTo(BACKLOG);

            assertThat(found.path("items").path(0).path("text").asString()).startsWith("Our kitten");
            JsonNode scores = found.path("items").path(0).path("scores");
            assertThat(scores.path("words").asDouble()).isZero();
            assertThat(scores.path("meaning").asDouble()).isEqualTo(1.5);
            assertThat(scores.path("likeness").asDouble()).isBetween(0.6, 1.0);
            JsonNode task = life.client().run(Map.of("input", QUESTION));
            assertThat(life.client()
                            .get("/api/v1/tasks/" + task.path("id").asString() + "/events")
                            .body())
                    .contains("\"vectors\":\"used\"");
            life.kill();
        }
        assertThat(unpacked()).isEmpty();
        assertThat(home.resolve("views/native/onnxruntime/libonnxruntime.so")).exists();
    }

    private WaldenProcess started(Path home) {
        return WaldenProcess.withOptions(home, List.of("-Djava.io.tmpdir=" + temporary()), MODEL)
                .awaitReady();
    }

    private Path temporary() {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked code, which a killed process would leave there for ever. The runtime makes a folder for it in any case. */
    private List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.walk(temporary())) {
            return files.filter(file ->
                            file.toString().contains("onnx") && file.toString().endsWith(".so"))
                    .toList();
        }
    }

    private static String[] turns(String of) {
        return IntStream.range(0, BACKLOG)
                .mapToObj(i -> "Number %d of the %s is painted anew.".formatted(i, of))
                .toArray(String[]::new);
    }

    /** Returns the record of the last. */
    private static long store(WaldenProcess life, String kind, String... texts) throws IOException {
        var items =
                Stream.of(texts).map(text -> Map.of("text", text, "kind", kind)).toList();
        WaldenClient.Answer answer = life.client().post("/api/v1/memory/items", Map.of("items", items));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("seq").asLong();
    }

    /** Vectors are made durable from time to time: what was not is computed again. */
    private static void awaitCommitted(Path home, long seq) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> committed(home) >= seq);
    }

    private static long committed(Path home) throws IOException {
        try (Directory vectors = FSDirectory.open(home.resolve("views/vectors"))) {
            return DirectoryReader.indexExists(vectors)
                    ? Long.parseLong(
                            SegmentInfos.readLatestCommit(vectors).getUserData().getOrDefault("position", "0"))
                    : 0;
        }
    }

    private static double computed(WaldenProcess life) throws IOException {
        String meter = "walden_memory_vectors_computed_total ";
        return life.client()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length())))
                .sum();
    }

    /** What is found once everything up to a record has its vector, and the model is there. */
    private static JsonNode awaitVectors(WaldenProcess life, long seq) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(
                        () -> found(life),
                        found -> found.path("vectors").asString().equals("used")
                                && found.path("applied").path("vectors").asLong() >= seq);
    }

    private static JsonNode found(WaldenProcess life) throws IOException {
        String query = URLEncoder.encode(QUESTION, StandardCharsets.UTF_8);
        return life.client()
                .get("/api/v1/memory/search?explain=true&q=" + query)
                .json();
    }
}
