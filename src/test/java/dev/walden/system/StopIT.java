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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The ways to stop, which are one way: nothing new is taken, a running step may end, the rest goes on at the next start. */
class StopIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private static final String SCRIPT = """
            latency: LATENCY
            scripts:
              - steps:
                  - tools: [{tool: calculator, arguments: {expression: "17 * 23"}}]
                  - answer: "done"
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143, signal", "INT, 130, signal", "admin, 0, admin"})
    void aStopLetsTheRunningStepEndAndTakesNothingNew(String way, int code, String reason) throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(folder.resolve("home"), withLatency("5s"))) {
            String task = submitAndAwaitItsStep(life);

            stop(life, way);
            WaldenClient.Answer refusal = awaitRefusal(life);
            int found = life.awaitExit(SOON);

            assertThat(found).as(life.output()).isEqualTo(code);
            assertThat(refusal.status()).as(refusal.body()).isEqualTo(503);
            assertThat(refusal.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(typesOf(life, task)).contains("reasoning-finished");
            assertGoodEnd(life, reason);
            assertThat(life.output()).doesNotContain("\"WARN\"");
        }
    }

    @Test
    void aStepThatDoesNotEndInTimeIsInterruptedAndGoesOnAtTheNextStart() throws IOException {
        Path home = folder.resolve("home");
        String task;
        try (WaldenProcess life =
                WaldenProcess.ready(home, withLatency("10m", "--walden.lifecycle.stop-deadline=300ms"))) {
            task = submitAndAwaitItsStep(life);

            assertThat(life.terminate()).as(life.output()).isEqualTo(143);

            assertThat(typesOf(life, task)).doesNotContain("reasoning-finished");
            assertGoodEnd(life, "signal");
        }

        try (WaldenProcess next = WaldenProcess.ready(home, withLatency("0s"))) {
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> KillIT.stateOf(next, task).equals("completed"));
        }
    }

    private String[] withLatency(String latency, String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("LATENCY", latency));
        List<String> arguments = new ArrayList<>(List.of(
                "--walden.log.segment-size=1MB",
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static String submitAndAwaitItsStep(WaldenProcess life) throws IOException {
        String task = submit(life).json().path("id").asString();
        Awaitility.await("the first step")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> typesOf(life, task).contains("reasoning-started"));
        return task;
    }

    private static WaldenClient.Answer submit(WaldenProcess life) throws IOException {
        return life.client().post("/api/v1/tasks", Map.of("input", "anything"));
    }

    private static void stop(WaldenProcess life, String way) throws IOException {
        if (way.equals("admin")) {
            WaldenClient.Answer answer = life.client().post("/api/v1/admin/shutdown", Map.of());
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        } else {
            life.signal(way);
        }
    }

    /** The stop begins on a thread of its own; until then tasks are still taken. */
    private static WaldenClient.Answer awaitRefusal(WaldenProcess life) {
        return Awaitility.await("a refusal")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> submit(life), answer -> answer.status() != 202);
    }

    private static List<String> typesOf(WaldenProcess life, String task) {
        return LogFiles.byTask(life.home()).getOrDefault(task, List.of()).stream()
                .map(StopIT::type)
                .toList();
    }

    private static String type(JsonNode line) {
        return line.path("type").asString();
    }

    private static void assertGoodEnd(WaldenProcess life, String reason) {
        JsonNode last = LogFiles.records(life.home()).getLast();
        assertThat(type(last)).isEqualTo("service-stopped");
        assertThat(last.path("data").path("reason").asString()).isEqualTo(reason);
        assertThat(life.output().lines())
                .as("lines, JSON alone and no warning of the JVM")
                .allMatch(line -> line.startsWith("{\"@timestamp\""))
                .noneMatch(line -> line.contains("\"ERROR\""))
                .anyMatch(line ->
                        line.contains("metrics at stop") && line.contains("walden.orchestrator.tasks.submitted"));
    }
}
