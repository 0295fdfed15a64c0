package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What is forgotten is gone from the files of the log and from the blobs within the time that is promised, and all else stays. */
class EraseIT {

    private static final String[] SOON = {"--walden.log.erase-within=2s", "--walden.log.archive-after=1s"};
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "heron-4711";

    @TempDir
    private Path folder;

    @Test
    void forgottenWordsLeaveTheLogItsArchiveAndTheBlobs() throws IOException {
        Path home = folder.resolve("home");
        String task;
        JsonNode kept;
        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            kept = life.client().run("Remember that my lucky number is 391.");
            task = life.client()
                    .run("Remember that the code is " + SECRET + ".")
                    .path("id")
                    .asString();
            store(life, "A long story of " + SECRET + ". " + "word ".repeat(10_000));
            store(life, "Another long story. " + "other ".repeat(10_000));
            assertThat(filesWith(home, SECRET)).isNotEmpty();

            forgetAll(life);

            await().atMost(PATIENCE).until(() -> filesWith(home, SECRET).isEmpty());
            assertThat(life.client().get("/api/v1/tasks/" + task).body())
                    .doesNotContain(SECRET)
                    .contains("[forgotten]", "completed");
            life.kill();
        }
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            assertThat(life.client()
                            .get("/api/v1/tasks/" + kept.path("id").asString())
                            .json())
                    .isEqualTo(kept);
            assertThat(life.client().get("/api/v1/tasks/" + task).body()).contains("[forgotten]");
            assertThat(found(life, "heron")).isEmpty();
            assertThat(found(life, "other").path(0).path("text").asString()).hasSizeGreaterThan(60_000);
        }
    }

    private static void store(WaldenProcess life, String text) throws IOException {
        WaldenClient.Answer stored =
                life.client().post("/api/v1/memory/items", Map.of("items", List.of(Map.of("text", text))));
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    }

    private static void forgetAll(WaldenProcess life) throws IOException {
        for (JsonNode item : found(life, "heron")) {
            assertThat(life.client()
                            .send(
                                    "DELETE",
                                    "/api/v1/memory/items/" + item.path("id").asString(),
                                    null,
                                    Map.of())
                            .status())
                    .isBetween(200, 404); // an episode may have gone with its item
        }
        assertThat(found(life, "heron")).isEmpty();
    }

    private static JsonNode found(WaldenProcess life, String words) throws IOException {
        return life.client().get("/api/v1/memory/search?q=" + words).json().path("items");
    }

    /** The files of log, archive and blobs that hold some words. */
    static List<Path> filesWith(Path home, String words) {
        return Stream.of("log", "blobs")
                .flatMap(part -> walk(home.resolve(part)).stream())
                .filter(Files::isRegularFile)
                .filter(file -> text(file).contains(words))
                .toList();
    }

    private static List<Path> walk(Path part) {
        if (!Files.exists(part)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(part)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(file.toString().endsWith(".zst") ? unpacked(bytes) : bytes, StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return ""; // replaced while the folder was walked
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (ZstdInputStream content = new ZstdInputStream(new ByteArrayInputStream(packed))) {
            return content.setContinuous(true).readAllBytes();
        }
    }
}
