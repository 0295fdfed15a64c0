package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The backup of docs/operations.md: four parts of the data folder of a stopped service are all that a restore needs. */
class BackupIT {

    private static final List<String> PARTS = List.of("log", "blobs", "admin.key", "workspace");
    private static final String LARGE = "Remember that my lucky number is 391. " + "word ".repeat(10_000);

    @TempDir
    private Path folder;

    @Test
    void theCopyOfAStoppedServiceStartsAndHasEverything() throws IOException {
        Path home = folder.resolve("home");
        JsonNode task;
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            life.client().run("Remember that my lucky number is 391.");
            task = life.client().run(LARGE);
            assertThat(life.terminate()).isEqualTo(143);
        }
        List<JsonNode> records = LogFiles.records(home);

        Path restored = copyOf(home);

        try (WaldenProcess life = WaldenProcess.ready(restored)) {
            JsonNode again = life.client()
                    .get("/api/v1/tasks/" + task.path("id").asString())
                    .json();
            JsonNode asked = life.client().run("What is my lucky number?");

            assertThat(again).isEqualTo(task);
            assertThat(again.path("input").asString()).isEqualTo(LARGE);
            assertThat(asked.path("output").asString()).contains("391");
            assertThat(LogFiles.records(restored)).startsWith(records.toArray(JsonNode[]::new));
        }
    }

    private Path copyOf(Path home) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("restored"));
        for (String part : PARTS) {
            Path from = home.resolve(part);
            if (Files.exists(from)) {
                FileSystemUtils.copyRecursively(from, copy.resolve(part));
            }
        }
        return copy;
    }
}
