package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The data folder lies on a small disk, which gets full under work. New work is refused, reads go on, what calls under way came to is
 * recorded, and with the first free space all goes on by itself. Needs root, for the disk.
 */
class DiskFullIT {

    private static final String SCRIPT = """
            scripts:
              - match: "^pair"
                steps:
                  - tools:
                      - {tool: http_request, arguments: {method: POST, url: "URL/{{input}}-large", body: "x"}}
                      - {tool: http_request, arguments: {method: POST, url: "URL/{{input}}-small", body: "x"}}
                  - answer: "both answered"
              - match: "^call"
                steps:
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/{{input}}", body: "x"}}]
                  - answer: "answered"
              - steps: [{answer: "done"}]
            """;

    private static final int DISK_MEGABYTES = 96;
    private static final long LOG_RESERVE_BYTES = 32 << 20;
    private static final long VIEWS_RESERVE_BYTES = 16 << 20;
    private static final long LEFT_BYTES = 300_000;
    private static final int MOST_SUBMISSIONS = 500;

    private static final String LONG_INPUT = "z".repeat(8_000);

    @TempDir
    Path folder;

    @Test
    void aFullDiskRefusesNewWorkLosesNothingAndIsOverOnceThereIsRoom() throws Exception {
        Assumptions.assumeTrue(SmallDisk.obstacle().isEmpty(), SmallDisk::obstacle);
        Path home = folder.resolve("home");
        try (SmallDisk disk = SmallDisk.mount(home, DISK_MEGABYTES);
                HeldServer world = HeldServer.start();
                WaldenProcess walden = WaldenProcess.ready(home, arguments(world))) {
            awaitReserves(home);
            List<String> small = submit(walden, "call-1", "call-2", "call-3");
            List<String> large = submit(walden, "call-large", "pair");
            Awaitility.await("calls under way")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> world.requests().size() == 6);
            disk.fill(LEFT_BYTES);

            List<String> acknowledged = submitUntilRefused(walden);
            assertThatReadsGoOn(walden, acknowledged);
            world.release();
            awaitOutcomes(home, small);
            assertThatMemoryAndTasksAreRefused(walden);

            disk.free();
            acknowledged.add(submitAgain(walden));
            acknowledged.addAll(small);
            acknowledged.addAll(large);
            awaitCompleted(walden, acknowledged);
            assertThatAllIsWell(walden);
            assertThat(world.requests()).as("calls, none of them repeated").hasSize(6);
            assertThat(walden.terminate()).isEqualTo(143);
            assertThat(LogFiles.byTask(home)).containsOnlyKeys(acknowledged);
        }
    }

    private String[] arguments(HeldServer world) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", world.url()));
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.outbound.allow-private-addresses=true",
            "--walden.outbound.timeout=5m",
            "--walden.log.segment-size=64KB"
        };
    }

    /** They are filled behind the start, and their room is what this is about. */
    private static void awaitReserves(Path home) {
        Path ofTheLog = home.resolve("log/reserve.prefill");
        Path ofTheViews = home.resolve("views/reserve.prefill");
        Awaitility.await("the reserves")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(ofTheLog)
                        && Files.size(ofTheLog) == LOG_RESERVE_BYTES
                        && Files.exists(ofTheViews)
                        && Files.size(ofTheViews) == VIEWS_RESERVE_BYTES);
    }

    private static List<String> submit(WaldenProcess walden, String... inputs) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String input : inputs) {
            WaldenClient.Answer answer = walden.client().post("/api/v1/tasks", Map.of("input", input));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            ids.add(answer.json().path("id").asString());
        }
        return ids;
    }

    private static List<String> submitUntilRefused(WaldenProcess walden) throws IOException {
        List<String> acknowledged = new ArrayList<>();
        while (acknowledged.size() < MOST_SUBMISSIONS) {
            WaldenClient.Answer answer = walden.client().post("/api/v1/tasks", Map.of("input", LONG_INPUT));
            if (answer.status() != 202) {
                assertRefused(answer);
                return acknowledged;
            }
            acknowledged.add(answer.json().path("id").asString());
        }
        throw new AssertionError("Never refused.");
    }

    private static void assertRefused(WaldenClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(507);
        assertThat(answer.json().path("code").asString()).isEqualTo("no_space");
        assertThat(answer.json().path("detail").asString()).contains("room");
    }

    private static void assertThatReadsGoOn(WaldenProcess walden, List<String> acknowledged) throws IOException {
        assertThat(acknowledged).isNotEmpty();
        for (String task : acknowledged) {
            WaldenClient.Answer answer = walden.client().get("/api/v1/tasks/" + task);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        assertThat(walden.client().get("/api/v1/tasks").status()).isEqualTo(200);
        assertThat(walden.client().get("/actuator/health").body()).contains("no room");
        assertThat(walden.client().get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(walden.client().get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    private static void awaitOutcomes(Path home, List<String> tasks) {
        Awaitility.await("outcomes on the full disk")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    Map<String, List<JsonNode>> logged = LogFiles.byTask(home);
                    for (String task : tasks) {
                        assertThat(KillIT.ofType(logged.getOrDefault(task, List.of()), "tool-call-finished"))
                                .hasSize(1);
                    }
                });
    }

    /** As long as what was refused first: something shorter may still fit the rest of a segment, and is then taken. */
    private static void assertThatMemoryAndTasksAreRefused(WaldenProcess walden) throws IOException {
        assertRefused(walden.client().post("/api/v1/tasks", Map.of("input", LONG_INPUT)));
        assertRefused(walden.client()
                .post("/api/v1/memory/items", Map.of("items", List.of(Map.of("text", LONG_INPUT)))));
    }

    private static String submitAgain(WaldenProcess walden) {
        return Awaitility.await("room to be noticed")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> walden.client().post("/api/v1/tasks", Map.of("input", "after")),
                        answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    private static void awaitCompleted(WaldenProcess walden, List<String> tasks) {
        Awaitility.await("the end of all tasks")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tasks)
                        .allSatisfy(
                                task -> assertThat(KillIT.stateOf(walden, task)).isEqualTo("completed")));
    }

    private static void assertThatAllIsWell(WaldenProcess walden) throws IOException {
        WaldenClient.Answer stored = walden.client()
                .post(
                        "/api/v1/memory/items",
                        Map.of("items", List.of(Map.of("text", "The heron was seen at the weir."))));
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        Awaitility.await("what was stored is found")
                .atMost(Duration.ofSeconds(60))
                .until(() -> walden.client()
                        .get("/api/v1/memory/search?q=heron")
                        .body()
                        .contains("weir"));
        Awaitility.await("readiness")
                .atMost(Duration.ofSeconds(60))
                .until(() -> walden.client().get("/actuator/health/readiness").status() == 200);
    }
}
