package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Tasks leave the log by their age, what they taught stays, and the log stays whole. */
class RetentionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCRIPT = """
            scripts:
              - match: "read"
                steps:
                  - tools: [{tool: read_file, arguments: {path: "notes.txt"}}]
                  - tools: [{tool: remember, arguments: {text: "The notes say {{result}}"}}]
                  - answer: "I have read them."
              - match: "ask"
                steps:
                  - tools: [{tool: ask_user, arguments: {question: "Which colour?"}}]
                  - answer: "It is {{result}}."
            """;

    @TempDir
    private Path folder;

    private String[] arguments(String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT);
        List<String> all = new ArrayList<>(List.of(
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script,
                "--walden.log.segment-size=64KB",
                "--walden.log.archive-after=1s"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String[] keeping(String tasks) throws IOException {
        return arguments("--walden.log.retention.tasks=" + tasks, "--walden.log.idempotency-retention=1s");
    }

    @Test
    void expiredTasksLeaveTheLogAndWhatTheyTaughtStays() throws Exception {
        Path home = folder.resolve("home");
        Files.writeString(
                Files.createDirectories(home.resolve("workspace/default")).resolve("notes.txt"), "heron ".repeat(300));
        String waiting;
        List<String> old = new ArrayList<>();
        List<String> found;
        try (WaldenProcess life = WaldenProcess.ready(home, arguments())) {
            old.add(id(life.client().run("Remember that my lucky number is 391.")));
            old.add(id(life.client().run(Map.of("input", "read", "engine", "script"))));
            JsonNode asking = life.client().run(Map.of("input", "ask", "engine", "script"));
            assertThat(asking.path("state").asString()).isEqualTo("awaiting_input");
            waiting = id(asking);
            for (int i = 0; i < 40; i++) {
                old.add(id(life.client().run("What is 17 * " + i + "? " + "word ".repeat(200))));
            }
            life.terminate();
        }
        JsonNode before = WaldenCommand.run(home, "log", "stats", "--json").json();

        assertThatTheDryRunTellsAndChangesNothing(home, before);

        try (WaldenProcess life = WaldenProcess.ready(home, keeping("2s"))) {
            await().atMost(PATIENCE)
                    .until(() ->
                            life.client().get("/api/v1/tasks/" + old.getLast()).status() == 404);
            assertThatTasksAreGoneAndMemoryStays(life, old, waiting);
            await().atMost(PATIENCE).until(() -> isThinned(home, before));
            found = found(life);
            life.terminate();
        }
        assertThatTheLogIsThinnedAndSound(home, before);
        assertThatARebuildIsIdentical(home, waiting, found);
    }

    private static String id(JsonNode task) {
        return task.path("id").asString();
    }

    private static void assertThatTheDryRunTellsAndChangesNothing(Path home, JsonNode before) {
        JsonNode forecast = WaldenCommand.run(home, "log", "retention", "--tasks", "0s", "--json")
                .json();
        JsonNode later = WaldenCommand.run(home, "log", "retention", "--tasks", "90d", "--json")
                .json();

        assertThat(forecast.path("allTasks").asInt()).isEqualTo(43);
        assertThat(forecast.path("tasks").asInt()).isBetween(10, 42);
        assertThat(forecast.path("bytes").asLong()).isPositive();
        assertThat(later.path("tasks").asInt()).isZero();
        assertThat(WaldenCommand.run(home, "log", "stats", "--json").json()).isEqualTo(before);
    }

    private static void assertThatTasksAreGoneAndMemoryStays(WaldenProcess life, List<String> old, String waiting)
            throws IOException {
        for (String task : old) {
            assertThat(life.client().get("/api/v1/tasks/" + task).status()).isEqualTo(404);
            assertThat(life.client().get("/api/v1/tasks/" + task + "/events").status())
                    .isEqualTo(404);
        }
        assertThat(life.client().get("/api/v1/tasks?limit=100").body()).doesNotContain(old);
        assertThat(life.client()
                        .get("/api/v1/tasks/" + waiting)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("awaiting_input");
        assertThat(life.client().run("What is my lucky number?").path("output").asString())
                .contains("391");
        assertThat(life.client().get("/api/v1/memory/search?q=heron").body()).contains("heron");
        assertThat(life.client().get("/api/v1/memory/episodes?limit=100").body())
                .contains("17 * 39");
    }

    private static void assertThatTheLogIsThinnedAndSound(Path home, JsonNode before) {
        WaldenCommand verified = WaldenCommand.run(home, "log", "verify", "--json");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.json().path("thinned").asInt()).isGreaterThan(2);
        assertThat(verified.json().path("first").asLong()).isEqualTo(1);
        JsonNode after = WaldenCommand.run(home, "log", "stats", "--json").json();
        assertThat(steps(after)).isLessThan(steps(before) / 3);
        assertThat(after.at("/types/task-submitted/records").asInt())
                .isGreaterThan(before.at("/types/task-submitted/records").asInt());
    }

    /** Tasks expire, and segments are written again, in as many rounds as it takes on this machine. */
    private static boolean isThinned(Path home, JsonNode before) {
        return steps(WaldenCommand.run(home, "log", "stats", "--json").json()) < steps(before) / 3
                && WaldenCommand.run(home, "log", "verify", "--json")
                                .json()
                                .path("thinned")
                                .asInt()
                        > 2;
    }

    private static int steps(JsonNode stats) {
        return stats.at("/types/reasoning-finished/records").asInt();
    }

    /** What searches give, in their order. */
    private static List<String> found(WaldenProcess life) throws IOException {
        List<String> found = new ArrayList<>();
        for (String asked : List.of("lucky+number", "heron", "word", "17+times")) {
            life.client()
                    .get("/api/v1/memory/search?k=20&q=" + asked)
                    .json()
                    .path("items")
                    .forEach(item -> found.add(asked + " " + id(item)));
        }
        return found;
    }

    private void assertThatARebuildIsIdentical(Path home, String waiting, List<String> found) throws Exception {
        SortedMap<String, List<String>> lived = ViewsContent.of(home);
        FileSystemUtils.deleteRecursively(home.resolve("views"));
        assertThat(WaldenCommand.run(home, "rebuild", "--walden.log.idempotency-retention=1s")
                        .code())
                .isZero();

        SortedMap<String, List<String>> rebuilt = ViewsContent.of(home);

        assertThat(rebuilt.keySet()).isEqualTo(lived.keySet()).contains("task", "memory_items");
        lived.forEach((table, rows) -> assertThat(rebuilt.get(table)).as(table).isEqualTo(rows));
        try (WaldenProcess life = WaldenProcess.ready(home, arguments())) {
            assertThat(found(life)).isEqualTo(found).hasSizeGreaterThan(20);
            JsonNode given = life.client()
                    .post("/api/v1/tasks/" + waiting + "/input", Map.of("text", "green"))
                    .json();
            assertThat(given.path("id").asString()).isEqualTo(waiting);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(life.client()
                                    .get("/api/v1/tasks/" + waiting)
                                    .body())
                            .contains("It is green."));
        }
    }
}
