package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the real service inside calls that may not be repeated, and lets a probe find out which had their effect; then inside the call
 * that undoes one of which the probe could not tell.
 */
class DoubtKillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String SCRIPT = """
            scripts:
              - steps:
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/{{input}}", body: "{{input}}"}}]
                  - answer: "heard: {{result}}"
            """;

    @TempDir
    Path folder;

    @Test
    void aProbeTellsWhatHappenedAndWhatDidNotAndACompensationOutlivesAKill() throws Exception {
        try (EffectProcess world = EffectProcess.start(folder.resolve("ledger"))) {
            String[] arguments = arguments(world);
            List<String> tasks = killedInsideTheirCalls(world, arguments);
            killedInsideTheCompensation(tasks, world, arguments);
            try (WaldenProcess life = WaldenProcess.ready(folder.resolve("home"), arguments)) {
                JsonNode doubtful = awaitState(life, tasks.getLast(), "in_doubt");
                assertThat(doubtful.path("inDoubt").valueStream().toList())
                        .extracting(doubt -> doubt.path("toolCallId").asString())
                        .containsExactly("c1", "c1.undo1");
                settle(life, tasks.getLast(), Map.of("resolution", "retry", "toolCallId", "c1.undo1"));
                assertThat(output(life, tasks.getLast())).contains("undone");
            }
            assertCalls(world, "/held-a", 2, 1);
            assertCalls(world, "/late-b", 1, 1);
            assertCalls(world, "/late-unclear-c", 1, 1);
            assertCalls(world, "/held-undo", 2, 1);
        }
    }

    private List<String> killedInsideTheirCalls(EffectProcess world, String[] arguments) throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(folder.resolve("home"), arguments)) {
            List<String> tasks =
                    List.of(submit(life, "held-a"), submit(life, "late-b"), submit(life, "late-unclear-c"));
            Awaitility.await("the calls")
                    .atMost(PATIENCE)
                    .until(() -> world.begun("/held-a") == 1
                            && world.effects("/late-b") == 1
                            && world.effects("/late-unclear-c") == 1);
            life.kill();
            return tasks;
        }
    }

    private void killedInsideTheCompensation(List<String> tasks, EffectProcess world, String[] arguments)
            throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(folder.resolve("home"), arguments)) {
            assertThat(output(life, tasks.get(0))).contains("done");
            assertThat(output(life, tasks.get(1))).endsWith("yes");
            assertThat(awaitState(life, tasks.get(2), "in_doubt")
                            .at("/inDoubt/0/followUps/0/found")
                            .asString())
                    .isEqualTo("unclear");
            settle(life, tasks.get(2), Map.of("resolution", "compensate"));
            Awaitility.await("the compensation").atMost(PATIENCE).until(() -> world.begun("/held-undo") == 1);
            life.kill();
        }
    }

    private static void assertCalls(EffectProcess world, String path, long begun, long effects) throws IOException {
        assertThat(List.of(world.begun(path), world.effects(path))).as(path).containsExactly(begun, effects);
    }

    private static String output(WaldenProcess life, String task) {
        return awaitState(life, task, "completed").path("output").asString();
    }

    private String[] arguments(EffectProcess world) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", world.url("")));
        String doubts = "--walden.tools.doubts.http_request.";
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.outbound.allow-private-addresses=true",
            doubts + "probe.tool=http_request",
            doubts + "probe.arguments={\"method\":\"GET\",\"url\":\"" + world.url("/did/{{arguments.body}}") + "\"}",
            doubts + "probe.succeeded-when=\\nyes$",
            doubts + "probe.failed-when=\\nno$",
            doubts + "probe.automatic=true",
            doubts + "probe.settle-after=100ms",
            doubts + "compensate.tool=http_request",
            doubts + "compensate.arguments={\"method\":\"POST\",\"url\":\"" + world.url("/held-undo")
                    + "\",\"body\":\"unclear-undo\"}"
        };
    }

    private static String submit(WaldenProcess life, String input) throws IOException {
        return life.client()
                .post("/api/v1/tasks", Map.of("input", input))
                .json()
                .path("id")
                .asString();
    }

    private static void settle(WaldenProcess life, String task, Map<String, String> body) throws IOException {
        WaldenClient.Answer answer = life.client().post("/api/v1/tasks/" + task + "/in-doubt", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode awaitState(WaldenProcess life, String task, String state) {
        return Awaitility.await(state)
                .atMost(PATIENCE)
                .until(
                        () -> life.client().get("/api/v1/tasks/" + task).json(),
                        found -> found.path("state").asString().equals(state));
    }
}
