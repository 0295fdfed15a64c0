package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the real service while plans are carried out, with steps side by side, a sub-task among them: each goes on where it stood, the world
 * agrees, and what it cost adds up.
 */
class PlanKillIT {

    private static final int KILLS = 4;
    private static final int TASKS = 12;

    /** Of the four calls of the script for a task and its sub-task, at the prices below: 3,180 tokens read and 318 written. */
    private static final BigDecimal COST = new BigDecimal("0.01431");

    private static final String SCRIPT = """
            scripts:
              - match: "^t[0-9]+s$"
                steps:
                  - tools: [{tool: http_request, arguments: {method: PUT, url: "URL/put/{{input}}", body: "x"}}]
                    usage: {input: 70, output: 7}
                  - answer: "{{input}} is put"
                    usage: {input: 110, output: 11}
              - steps:
                  - tools:
                      - tool: plan
                        arguments:
                          steps:
                            - {name: last, tool: http_request, after: [told],
                               arguments: {method: PUT, url: "URL/last/{{input}}", body: "{{steps.unsafe.result}}"}}
                            - {name: read, tool: http_request, arguments: {method: GET, url: "URL/get/{{input}}"}}
                            - {name: put, tool: delegate, after: [read], arguments: {input: "{{input}}s"}}
                            - {name: other, tool: http_request,
                               arguments: {method: POST, url: "URL/unsafe-a/{{input}}", body: "x"}}
                            - {name: unsafe, tool: http_request, after: [other],
                               arguments: {method: POST, url: "URL/unsafe-b/{{input}}", body: "{{steps.read.result}}"}}
                            - {name: told, tool: http_request,
                               arguments: {method: POST, url: "URL/keyed/{{input}}", body: "{{steps.put.result}}"}}
                    usage: {input: 1300, output: 130}
                  - answer: "{{input}} is done"
                    usage: {input: 1700, output: 170}
            """;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // for slow machines; a minute is usual
    void noFinishedStepIsRepeatedAndEveryPlanIsCarriedOut() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        try (EffectProcess world = EffectProcess.start(folder.resolve("ledger"));
                Killer killer = new Killer(folder.resolve("home"), seed, arguments(world))) {
            Submitter submitter = new Submitter(killer, TASKS);
            Thread submitting = Thread.ofVirtual().start(() -> submitter.run(400));
            WaldenProcess last = killer.killTimes(KILLS, new EffectKillIT.InsideACall(world));
            submitting.join(Duration.ofMinutes(2));
            EffectKillIT.settleUntilAllEnded(last, submitter.acknowledged().values(), world);

            Map<String, List<JsonNode>> logged = LogFiles.byTask(folder.resolve("home"));
            int cut = 0;
            for (var task : submitter.acknowledged().entrySet()) {
                List<JsonNode> records = logged.getOrDefault(task.getValue(), List.of());
                KillIT.assertNoFinishedCallRanAgain(task.getValue(), records);
                assertThat(KillIT.ofType(records, "plan-made"))
                        .as("plans, seed %d", seed)
                        .hasSize(1);
                assertThat(states(last, task.getValue()))
                        .as("steps, seed %d", seed)
                        .hasSize(6)
                        .containsOnly("succeeded");
                assertEffects(world, task.getKey(), seed);
                assertOneSubTask(logged, records, seed);
                assertThat(cost(last, task.getValue()))
                        .as("cost of a task and its sub-task, seed %d", seed)
                        .isEqualByComparingTo(RecordedCosts.of(records)
                                .plus(RecordedCosts.of(logged.getOrDefault(child(records), List.of())))
                                .all())
                        .isGreaterThanOrEqualTo(COST);
                cut += KillIT.ofType(records, "tool-call-started").size() > 5 ? 1 : 0;
            }
            logged.forEach(KillIT::assertNoFinishedCallRanAgain);
            assertThat(logged).as("tasks and sub-tasks, seed %d", seed).hasSize(2 * TASKS);
            assertThat(submitter.acknowledged()).hasSize(TASKS);
            assertThat(cut)
                    .as("plans with a step that was begun again, seed %d", seed)
                    .isPositive();
            last.terminate();
        }
    }

    private static void assertEffects(EffectProcess world, String input, long seed) throws IOException {
        for (String unsafe : List.of("/unsafe-a/", "/unsafe-b/")) {
            assertThat(world.effects(unsafe + input))
                    .as("effects of %s%s, seed %d", unsafe, input, seed)
                    .isEqualTo(1);
        }
        assertThat(world.effects("/last/" + input)).isPositive();
        assertThat(world.effects("/put/" + input + "s")).isPositive();
    }

    private static void assertOneSubTask(Map<String, List<JsonNode>> logged, List<JsonNode> records, long seed) {
        assertThat(KillIT.ofType(records, "delegation-ended")).hasSize(1);
        assertThat(KillIT.ofType(logged.getOrDefault(child(records), List.of()), "task-submitted"))
                .as("beginnings of a sub-task, seed %d", seed)
                .hasSize(1);
    }

    private static String child(List<JsonNode> records) {
        return KillIT.ofType(records, "task-delegated")
                .getFirst()
                .path("data")
                .path("child")
                .asString();
    }

    private static BigDecimal cost(WaldenProcess life, String task) throws IOException {
        return new BigDecimal(life.client()
                .get("/api/v1/tasks/" + task)
                .json()
                .at("/usage/cost")
                .asString());
    }

    private static List<String> states(WaldenProcess life, String task) throws IOException {
        JsonNode plans =
                life.client().get("/api/v1/tasks/" + task + "/plans").json().path("plans");
        assertThat(plans).hasSize(1);
        return StreamSupport.stream(plans.path(0).path("steps").spliterator(), false)
                .map(step -> step.path("state").asString())
                .toList();
    }

    private String[] arguments(EffectProcess world) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", world.url("")));
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.reasoning.engines.script.price.input=3",
            "--walden.reasoning.engines.script.price.output=15",
            "--walden.outbound.allow-private-addresses=true",
            "--walden.tools.http.keyed-prefixes[0]=" + world.url("/keyed/"),
            "--walden.tools.policy.rules[0].tool=http_request",
            "--walden.tools.policy.rules[0].decision=allow"
        };
    }
}
