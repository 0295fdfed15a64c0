package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The story of the README, told to the real jar: a task, a plug that is pulled, and a question whose answer is still known. */
class FirstTaskIT {

    private static final Set<String> TRUTH = Set.of("log", "blobs", "admin.key");

    @TempDir
    private Path folder;

    @Test
    void whatWasRememberedIsKnownAfterAKillAndFromTheLogAlone() throws IOException {
        Path home = folder.resolve("home");
        try (WaldenProcess first = WaldenProcess.ready(home)) {
            JsonNode task = first.client().run("What is 17 * 23? Remember the result as my lucky number.");
            first.kill();

            assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("completed");
            assertThat(task.path("output").asString()).contains("391");
        }

        assertThatTheNumberIsKnown(home);

        keepOnly(home, TRUTH);
        assertThatTheNumberIsKnown(home);

        FileSystemUtils.deleteRecursively(home.resolve("views"));
        assertThatTheNumberIsKnown(home);
    }

    private static void assertThatTheNumberIsKnown(Path home) throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            JsonNode task = life.client().run("What is my lucky number?");
            int code = life.terminate();

            assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("completed");
            assertThat(task.path("output").asString()).contains("391");
            assertThat(task.path("sources").valueStream()).as(task.toString()).anySatisfy(source -> {
                assertThat(source.path("kind").asString()).isEqualTo("fact");
                assertThat(source.path("seq").asLong()).isEqualTo(seqOfTheFact(home));
            });
            assertThat(code).isEqualTo(143);
        }
    }

    private static long seqOfTheFact(Path home) {
        List<JsonNode> facts = KillIT.ofType(LogFiles.records(home), "fact-stored");
        assertThat(facts).hasSize(1);
        return facts.getFirst().path("seq").asLong();
    }

    private static void keepOnly(Path home, Set<String> kept) throws IOException {
        List<Path> lost;
        try (Stream<Path> all = Files.list(home)) {
            lost = all.filter(file -> !kept.contains(file.getFileName().toString()))
                    .toList();
        }
        assertThat(lost).isNotEmpty();
        for (Path each : lost) {
            FileSystemUtils.deleteRecursively(each);
        }
    }
}
