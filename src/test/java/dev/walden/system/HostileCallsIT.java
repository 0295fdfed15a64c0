package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.walden.tools.mcp.GreedyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hostile tools in the real service: what each did is on record with its outcome, its task goes on, and a stop is a stop. */
class HostileCallsIT {

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, threadMode = SEPARATE_THREAD, unit = TimeUnit.MINUTES)
    void eachIsContainedAndOnRecordWithItsOutcome() throws Exception {
        try (HostileWorld world = HostileWorld.in(folder)) {
            try (WaldenProcess life = WaldenProcess.startWith(world.jvmOptions(), world.home(), world.arguments())
                    .awaitReady()) {
                world.submit(life, HostileCall::isOfTheFirst);
                assertProgressIsHeardWhileTheCallIsUnderWay(life, world);
                world.submit(life, call -> call.tool().equals("odd_go"));
                awaitRest(life, world);
                world.submit(life, call -> call.tool().equals("lost_die"));
                awaitRest(life, world);

                assertThat(life.terminate())
                        .as("with a call that does not end: %s", life.output())
                        .isEqualTo(143);
            }

            assertRecorded(world);
            assertThat(world.asked()).containsExactlyInAnyOrder("/redirect", "/rebind");
            assertThat(folder.resolve(HostileWorld.ESCAPED)).doesNotExist();
        }
    }

    /** Of thousands of reports, with nonsense among them, some are heard; then the call may end. */
    private static void assertProgressIsHeardWhileTheCallIsUnderWay(WaldenProcess life, HostileWorld world)
            throws IOException {
        String task = world.tasks().entrySet().stream()
                .filter(submitted -> submitted.getKey().tool().equals("odd_count_on"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        try (EventStream stream = life.client().follow(task, 0)) {
            JsonNode progress = stream.untilProgress();

            assertThat(progress.path("call").asString()).isEqualTo("c1");
            assertThat(progress.path("progress").asDouble()).isIn(1.0, 2.5, 3.0);
            assertThat(progress.path("message").asString("half of it")).isEqualTo("half of it");
        }
    }

    private static void awaitRest(WaldenProcess life, HostileWorld world) {
        world.tasks()
                .forEach((call, task) -> Awaitility.await(call.call())
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () -> KillIT.stateOf(life, task),
                                state -> state.equals("completed") || state.equals("awaiting_approval")));
    }

    private static void assertRecorded(HostileWorld world) {
        Map<String, List<JsonNode>> logged = LogFiles.byTask(world.home());
        world.tasks().forEach((call, task) -> {
            List<JsonNode> records = logged.getOrDefault(task, List.of());
            JsonNode data =
                    KillIT.ofType(records, "tool-call-finished").getFirst().path("data");
            assertThat(data.path("outcome").asString("succeeded"))
                    .as(call.call())
                    .isEqualTo(call.outcome());
            assertThat(data.path("text").asString()).as(call.call()).contains(call.told());
            switch (call.tool()) {
                case "injection" ->
                    assertThat(KillIT.ofType(records, "approval-requested"))
                            .as("what the injected words led to waits for a person")
                            .hasSize(1);
                case "forks_bomb" ->
                    assertThat(data.path("text").asString())
                            .as("it was refused before it had all")
                            .isNotEqualTo("began " + GreedyServer.PROCESSES);
                case "odd_fork" ->
                    Awaitility.await("the end of what a server began")
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> !alive(Long.parseLong(data.path("text").asString())));
                default ->
                    assertThat(KillIT.ofType(records, "task-completed"))
                            .as(call.call())
                            .hasSize(1);
            }
        });
        assertThat(LogFiles.records(world.home()).getLast().path("type").asString())
                .isEqualTo("service-stopped");
    }

    private static boolean alive(long pid) {
        return Files.exists(Path.of("/proc/" + pid))
                && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
