package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * Kills the real service while its tasks change the world outside, which keeps a ledger of its own. Reads and keyed or idempotent calls
 * may run again; an unsafe one never does by itself: a person, here this test with the ledger before it, settles each doubt.
 */
class EffectKillIT {

    private static final int KILLS = 16;
    private static final int TASKS = 40;

    private static final String SCRIPT = """
            scripts:
              - steps:
                  - tools: [{tool: http_request, arguments: {method: GET, url: "URL/get/{{input}}"}}]
                  - tools: [{tool: http_request, arguments: {method: PUT, url: "URL/put/{{input}}", body: "x"}}]
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/keyed/{{input}}", body: "x"}}]
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/unsafe/{{input}}", body: "x"}}]
                  - tools:
                      - {tool: http_request, arguments: {method: POST, url: "URL/unsafe-a/{{input}}", body: "x"}}
                      - {tool: http_request, arguments: {method: POST, url: "URL/unsafe-b/{{input}}", body: "x"}}
                  - answer: "{{input}} is done"
            """;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // for slow machines; two to three minutes are usual
    void noUnsafeCallIsRepeatedAndKeyedOnesKeepTheirKey() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        EffectProcess world = EffectProcess.start(folder.resolve("ledger"));
        InsideACall aim = new InsideACall(world);
        try (world;
                Killer killer = new Killer(folder.resolve("home"), seed, arguments(world))) {
            Submitter submitter = new Submitter(killer, TASKS);
            Thread submitting = Thread.ofVirtual().start(() -> submitter.run(400));
            WaldenProcess last = killer.killTimes(KILLS, aim);
            submitting.join(Duration.ofMinutes(2));
            int settled = settleUntilAllEnded(last, submitter.acknowledged().values(), world);
            last.terminate();

            assertThat(submitter.acknowledged()).as("tasks, seed %d", seed).hasSize(TASKS);
            Map<String, List<JsonNode>> logged = LogFiles.byTask(folder.resolve("home"));
            int repeatedWithTheirKey = 0;
            for (var task : submitter.acknowledged().entrySet()) {
                KillIT.assertNoFinishedCallRanAgain(task.getValue(), logged.getOrDefault(task.getValue(), List.of()));
                assertThatTheWorldAgrees(world, task.getKey());
                repeatedWithTheirKey += world.begun("/keyed/" + task.getKey()) > 1 ? 1 : 0;
            }
            assertThat(aim.hits).as("kills inside a call, seed %d", seed).isGreaterThanOrEqualTo(KILLS / 3);
            assertThat(settled).as("doubts settled by a person, seed %d", seed).isPositive();
            assertThat(repeatedWithTheirKey)
                    .as("keyed calls that were repeated, each with one key, seed %d", seed)
                    .isPositive();
        }
    }

    /** Kills when a request has just begun, every other time a keyed one, and counts the kills that are sent before its effect. */
    static final class InsideACall implements Killer.Aim {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final EffectProcess world;
        private boolean keyed;
        private int hits;

        InsideACall(EffectProcess world) {
            this.world = world;
        }

        @Override
        public void take(Random random) throws Exception {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(800));
            keyed = !keyed;
            world.awaitNextBegin(keyed ? "/keyed/" : "/", PATIENCE);
            hits += world.underWay() > 0 ? 1 : 0; // now: the effect may come before the end of the process is noticed
        }
    }

    private String[] arguments(EffectProcess world) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", world.url("")));
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.outbound.allow-private-addresses=true",
            "--walden.tools.http.keyed-prefixes[0]=" + world.url("/keyed/"),
            "--walden.tools.policy.rules[0].tool=http_request",
            "--walden.tools.policy.rules[0].decision=allow"
        };
    }

    private static void assertThatTheWorldAgrees(EffectProcess world, String input) throws IOException {
        for (String unsafe : List.of("/unsafe/", "/unsafe-a/", "/unsafe-b/")) {
            assertThat(world.effects(unsafe + input))
                    .as("effects of %s%s", unsafe, input)
                    .isEqualTo(1);
            assertThat(world.begun(unsafe + input))
                    .as("requests to %s%s", unsafe, input)
                    .isEqualTo(1);
        }
        for (String repeatable : List.of("/get/", "/put/", "/keyed/")) {
            assertThat(world.effects(repeatable + input)).as(repeatable + input).isPositive();
        }
        Set<String> keys = new HashSet<>();
        world.lines("/keyed/" + input).forEach(line -> keys.add(line.substring(line.lastIndexOf(' ') + 1)));
        assertThat(keys).as("keys of %s", input).hasSize(1).doesNotContain("-");
    }

    /** What a person would do: look whether the effect is there, and say so. */
    static int settleUntilAllEnded(WaldenProcess life, Iterable<String> tasks, EffectProcess world) {
        Set<String> open = new HashSet<>();
        tasks.forEach(open::add);
        List<String> settled = new ArrayList<>();
        Awaitility.await("the end of all tasks").atMost(Duration.ofMinutes(2)).until(() -> {
            for (String id : List.copyOf(open)) {
                JsonNode task = life.client().get("/api/v1/tasks/" + id).json();
                if (task.path("state").asString().equals("completed")) {
                    open.remove(id);
                }
                for (JsonNode doubt : task.path("inDoubt")) {
                    String url = doubt.path("arguments").path("url").asString();
                    boolean done = world.effects(url.substring(world.url("").length())) > 0;
                    var answer = life.client()
                            .post(
                                    "/api/v1/tasks/" + id + "/in-doubt",
                                    Map.of(
                                            "toolCallId",
                                            doubt.path("toolCallId").asString(),
                                            "resolution",
                                            done ? "succeeded" : "retry"));
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                    settled.add(url);
                }
            }
            return open.isEmpty();
        });
        return settled.size();
    }
}
