package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the real service under load, again and again, and holds what it acknowledged against what came of it. What happened is read
 * from the log files, not from the service.
 */
class KillIT {

    private static final int KILLS = 22;
    private static final int TASKS = 600;
    private static final int MODEL_CALLS = 5;

    /** Three single calls, a pair in parallel, an answer. */
    private static final String SCRIPT = """
            latency: 30ms
            scripts:
              - steps:
                  - tools: [{tool: calculator, arguments: {expression: "1 + {{step}}"}}]
                    repeat: 3
                  - tools:
                      - {tool: calculator, arguments: {expression: "7 * 6"}}
                      - {tool: calculator, arguments: {expression: "17 * 23"}}
                  - answer: "{{input}} is done"
            """;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // for slow machines; two to three minutes are usual
    void acknowledgedTasksSurviveKillsAndNoFinishedStepRunsTwice() throws Exception {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT);
        long seed = ThreadLocalRandom.current().nextLong();
        Killer killer = new Killer(
                folder.resolve("home"),
                seed,
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script);

        try (killer) {
            Submitter submitter = new Submitter(killer, TASKS);
            List<Thread> submitting = List.of(
                    Thread.ofVirtual().start(() -> submitter.run(40)),
                    Thread.ofVirtual().start(() -> submitter.run(40)),
                    Thread.ofVirtual().start(() -> submitter.run(40)));
            AtWork aim = new AtWork(folder.resolve("home"), submitter);
            WaldenProcess last = killer.killTimes(KILLS, aim);
            for (Thread thread : submitting) {
                assertThat(thread.join(Duration.ofMinutes(5)))
                        .as("all submitted, seed %d", seed)
                        .isTrue();
            }
            awaitAllEnded(last, submitter.acknowledged());
            last.terminate();

            assertThat(killer.killed()).as("kills, seed %d", seed).isEqualTo(KILLS);
            assertThat(killer.killedWhileStarting())
                    .as("kills of a life that was starting, seed %d", seed)
                    .isPositive();
            assertThat(aim.hits).as("kills of a life at work, seed %d", seed).isGreaterThanOrEqualTo(KILLS / 2);
            assertThat(submitter.acknowledged()).hasSize(TASKS);
            Map<String, List<JsonNode>> logged = LogFiles.byTask(folder.resolve("home"));
            assertThat(logged.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            submitter.acknowledged().values());
            logged.forEach((task, records) -> assertDoneOnce(task, records));
        }
    }

    private static void awaitAllEnded(WaldenProcess life, Map<String, String> acknowledged) {
        Set<String> open = new HashSet<>(acknowledged.values());
        Awaitility.await("the end of all tasks").atMost(Duration.ofMinutes(5)).until(() -> {
            open.removeIf(task -> stateOf(life, task).equals("completed"));
            return open.isEmpty();
        });
    }

    static String stateOf(WaldenProcess life, String task) {
        try {
            return life.client()
                    .get("/api/v1/tasks/" + task)
                    .json()
                    .path("state")
                    .asString();
        } catch (IOException e) {
            return "unreachable";
        }
    }

    private static void assertDoneOnce(String task, List<JsonNode> records) {
        assertThat(ofType(records, "task-submitted"))
                .as("submissions of %s", task)
                .hasSize(1);
        assertThat(ofType(records, "task-completed")).as("ends of %s", task).hasSize(1);
        assertThat(ofType(records, "reasoning-finished"))
                .as("replies of %s", task)
                .hasSize(MODEL_CALLS);
        assertNoFinishedCallRanAgain(task, records);
        assertThat(ofType(records, "tool-call-finished"))
                .as("finished calls of %s", task)
                .hasSize(5)
                .allMatch(line ->
                        line.path("data").path("outcome").asString("succeeded").equals("succeeded"));
    }

    static void assertNoFinishedCallRanAgain(String task, List<JsonNode> records) {
        Set<String> finished = new HashSet<>();
        for (JsonNode line : records) {
            String call = line.path("data").path("call").asString();
            switch (line.path("type").asString()) {
                case "tool-call-started" ->
                    assertThat(finished)
                            .as("calls of %s that were finished", task)
                            .doesNotContain(call);
                case "tool-call-finished" ->
                    assertThat(finished.add(call))
                            .as("first end of %s of %s", call, task)
                            .isTrue();
                default -> {}
            }
        }
    }

    static List<JsonNode> ofType(List<JsonNode> records, String type) {
        return records.stream()
                .filter(line -> line.path("type").asString().equals(type))
                .toList();
    }

    /** Kills at some moment after a life has taken a task, which a cold one does late, and counts the kills that left a task not ended. */
    private static final class AtWork implements Killer.Aim {

        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final Path home;
        private final Submitter submitter;
        private int hits;

        AtWork(Path home, Submitter submitter) {
            this.home = home;
            this.submitter = submitter;
        }

        @Override
        public void take(Random random) throws InterruptedException {
            submitter.awaitNextAcknowledged(PATIENCE);
            TimeUnit.MILLISECONDS.sleep(random.nextLong(900));
        }

        @Override
        public void look() {
            hits += LogFiles.count(home, "task-submitted") > LogFiles.count(home, "task-completed") ? 1 : 0;
        }
    }
}
