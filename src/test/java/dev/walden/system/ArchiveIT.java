package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Old log files are compressed while the service works, and all is there afterwards, after a kill and without the views too. */
class ArchiveIT {

    private static final String[] SMALL_AND_SOON = {"--walden.log.segment-size=64KB", "--walden.log.archive-after=1s"};
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void whatIsInTheArchiveIsReadSearchedAndBuiltAgainFromAsBefore() throws IOException {
        Path home = folder.resolve("home");
        JsonNode task;
        String events;
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL_AND_SOON)) {
            task = life.client().run("Remember that my lucky number is 391.");
            events = life.client().get(eventsOf(task)).body();
            fillSegments(life);
            await().atMost(PATIENCE).until(() -> archived(home).size() >= 4);

            assertThat(life.client().get(eventsOf(task)).body()).isEqualTo(events);
            life.kill();
        }
        assertThat(home.resolve("log/00000000000000000001.jsonl")).doesNotExist();
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        try (WaldenProcess life = WaldenProcess.ready(home, SMALL_AND_SOON)) {
            JsonNode again = life.client()
                    .get("/api/v1/tasks/" + task.path("id").asString())
                    .json();

            assertThat(again).isEqualTo(task);
            assertThat(life.client().get(eventsOf(task)).body()).isEqualTo(events);
            assertThat(life.client()
                            .run("What is my lucky number?")
                            .path("output")
                            .asString())
                    .contains("391");
            assertThat(life.client()
                            .get("/api/v1/memory/search?q=item17")
                            .json()
                            .path("items"))
                    .isNotEmpty();
        }
    }

    private static String eventsOf(JsonNode task) {
        return "/api/v1/tasks/" + task.path("id").asString() + "/events";
    }

    /** Half a megabyte of words that nobody has asked for. */
    private static void fillSegments(WaldenProcess life) throws IOException {
        Random luck = new Random(7);
        for (int i = 0; i < 50; i++) {
            String words = String.join(
                    " ",
                    IntStream.range(0, 1_500)
                            .mapToObj(_ -> Integer.toString(luck.nextInt(100_000), 36))
                            .toList());
            WaldenClient.Answer stored = life.client()
                    .post("/api/v1/memory/items", Map.of("items", List.of(Map.of("text", "item" + i + " " + words))));
            assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        }
    }

    private static List<Path> archived(Path home) {
        try (Stream<Path> files = Files.list(home.resolve("log/archive"))) {
            return files.filter(file -> file.toString().endsWith(".zst")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
