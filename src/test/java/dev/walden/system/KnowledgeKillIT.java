package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.memory.knowledge.MadeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Documents of the real process: what was accepted is read once, whatever happens; what is erased leaves the disk. */
class KnowledgeKillIT {

    private static final String DOCUMENTS = "/api/v1/knowledge/operations/documents";
    private static final String[] SOON = {
        "--walden.log.erase-within=2s", "--walden.log.archive-after=1s", "--walden.memory.knowledge.folder-interval=1s"
    };
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void whatWasAcceptedIsReadOnceAfterAKill() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("knowledge/operations"));
        Files.write(
                home.resolve("knowledge/operations/pages.pdf"),
                MadeFiles.pdf(List.of("the lighthouse", "the keeper of the lighthouse")));
        List<String> accepted = new ArrayList<>();
        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            for (int i = 0; i < 6; i++) {
                accepted.add(store(life, i + ".html", "<h1>Page " + i + "</h1><p>lantern number " + i));
            }
            life.kill();
        }

        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (String location : accepted) {
                    assertThat(state(life, location)).isEqualTo("ingested");
                }
                assertThat(found(life, "keeper")).isNotEmpty();
            });
            assertThat(found(life, "keeper").path(0).path("source").path("page").asInt())
                    .isEqualTo(2);
            assertThat(found(life, "lantern")).hasSize(6);
            life.kill();
        }
        assertThat(LogFiles.count(home, "document-ingested")).isEqualTo(7);
    }

    @Test
    void anErasedDocumentLeavesTheLogAndTheBlobsAndARebuildKnowsTheSame() throws IOException {
        Path home = folder.resolve("home");
        String rest = "nothing of note. ".repeat(100);
        String half;
        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            String whole = store(life, "whole.md", "The cipher is heron-4711. " + rest);
            half = store(
                    life, "half.md", "# One\n\nThe cipher is heron-4711. " + rest + "\n\n# Two\n\nThe osprey stays.");
            await().atMost(PATIENCE)
                    .until(() -> state(life, half).equals("ingested")
                            && state(life, whole).equals("ingested"));
            assertThat(EraseIT.filesWith(home, "heron-4711")).isNotEmpty();

            delete(life, whole);
            for (JsonNode item : found(life, "heron")) {
                if (item.path("text").asString().contains("heron")) { // its neighbour is found with it
                    delete(life, "/api/v1/memory/items/" + item.path("id").asString());
                }
            }

            await().atMost(PATIENCE)
                    .until(() -> EraseIT.filesWith(home, "heron-4711").isEmpty());
            life.kill();
        }
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            assertThat(found(life, "heron")).isEmpty();
            JsonNode left = found(life, "osprey").path(0);
            assertThat(left.path("text").asString()).contains("The osprey stays.");
            assertThat(left.path("source").path("name").asString()).isEqualTo("half.md");
            assertThat(life.client().get(half).json().path("name").asString()).isEqualTo("half.md");
        }
    }

    private static String store(WaldenProcess life, String name, String text) throws IOException {
        WaldenClient.Answer stored = life.client().post(DOCUMENTS, Map.of("name", name, "text", text));
        assertThat(stored.status()).as(stored.body()).isEqualTo(202);
        return stored.response().headers().firstValue("Location").orElseThrow();
    }

    private static void delete(WaldenProcess life, String path) throws IOException {
        assertThat(life.client().send("DELETE", path, null, Map.of()).status()).isIn(200, 204);
    }

    private static String state(WaldenProcess life, String location) throws IOException {
        return life.client().get(location).json().path("state").asString();
    }

    private static JsonNode found(WaldenProcess life, String words) throws IOException {
        return life.client().get("/api/v1/memory/search?q=" + words).json().path("items");
    }
}
