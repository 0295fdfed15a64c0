package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the real service while the model of a sub-task is being asked, twice: both tasks end, and every figure adds up to the last millionth. */
class DelegateKillIT {

    private static final int KILLS = 2;

    /** 100 tokens read and 20 written, as the scripted model counts: 0.0006. */
    private static final BigDecimal CALL = new BigDecimal("0.0006");

    private static final String PART = "Do one part";

    @TempDir
    private Path folder;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    private final AtomicBoolean silent = new AtomicBoolean(true);
    private final ToldCosts told = ToldCosts.fromToday();

    private final String[] arguments = {
        "--walden.reasoning.default-engine=gpt",
        "--walden.reasoning.engines.gpt.type=openai",
        "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
        "--walden.reasoning.engines.gpt.model=scripted-1",
        "--walden.reasoning.engines.gpt.max-output-tokens=50",
        "--walden.reasoning.engines.gpt.price.input=3",
        "--walden.reasoning.engines.gpt.price.output=15",
        "--walden.reasoning.budget.per-day=1000",
        "--walden.reasoning.budget.per-session=1000",
    };

    @Test
    void aSubTaskWhoseCallAKillCutGoesOnAndTaskDayAndSessionAgreeOnWhatWasSpent() throws Exception {
        Path home = folder.resolve("home");
        model.answering(this::reply);
        String task = "";
        for (int kill = 0; kill < KILLS; kill++) {
            try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
                task = kill == 0 ? submit(life) : task;
                long asked = kill + 1L;
                Awaitility.await("the sub-task's call")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> model.requests().stream()
                                        .filter(DelegateKillIT::isOfSubTask)
                                        .count()
                                == asked);
                life.kill();
            }
        }
        silent.set(false);

        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            awaitCompleted(life, task);
            Map<String, List<JsonNode>> logged = LogFiles.byTask(home);
            String child = childOf(logged.getOrDefault(task, List.of()));
            RecordedCosts own = RecordedCosts.of(logged.getOrDefault(task, List.of()));
            RecordedCosts ofChild = RecordedCosts.of(logged.getOrDefault(child, List.of()));

            assertThat(logged).containsOnlyKeys(task, child);
            assertThat(own.settled()).isEqualByComparingTo(CALL.multiply(BigDecimal.TWO));
            assertThat(own.lostCalls()).isZero();
            assertThat(ofChild.settled()).isEqualByComparingTo(CALL);
            assertThat(ofChild.lostCalls()).isEqualTo(KILLS);
            BigDecimal all = own.plus(ofChild).all();
            assertThat(told.ofTask(life, child)).isEqualByComparingTo(ofChild.all());
            assertThat(told.ofTask(life, task)).as("with its sub-task").isEqualByComparingTo(all);
            assertThat(told.ofDays(life)).isEqualByComparingTo(all);
            assertThat(told.ofSession(life, "tea")).isEqualByComparingTo(all);
        }
        assertThat(model.requests())
                .as("two of the task, the others of its sub-task")
                .hasSize(2 + KILLS + 1);
        assertThat(model.complaints()).isEmpty();
    }

    private WireReply reply(JsonNode request) {
        if (isOfSubTask(request)) {
            return silent.get() ? new WireReply.Silence() : WireReply.text("The part is done.");
        }
        JsonNode messages = request.path("messages");
        boolean told =
                messages.path(messages.size() - 1).path("role").asString().equals("tool");
        return told
                ? WireReply.text("All is done.")
                : WireReply.calls(new WireReply.Call("call_1", "delegate", "{\"input\":\"" + PART + "\"}"));
    }

    private static boolean isOfSubTask(JsonNode request) {
        return request.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asString().equals("user"))
                .anyMatch(message -> message.path("content").toString().contains(PART));
    }

    private static String submit(WaldenProcess life) throws IOException {
        return life.client()
                .post("/api/v1/tasks", Map.of("input", "Do all of it", "session", "tea"))
                .json()
                .path("id")
                .asString();
    }

    private static void awaitCompleted(WaldenProcess life, String task) {
        Awaitility.await("the end of the task")
                .atMost(Duration.ofSeconds(60))
                .until(() -> KillIT.stateOf(life, task).equals("completed"));
    }

    /** It was begun once, and brought up once. */
    private static String childOf(List<JsonNode> records) {
        assertThat(KillIT.ofType(records, "delegation-ended")).hasSize(1);
        List<JsonNode> begun = KillIT.ofType(records, "task-delegated");
        assertThat(begun).hasSize(1);
        return begun.getFirst().path("data").path("child").asString();
    }
}
