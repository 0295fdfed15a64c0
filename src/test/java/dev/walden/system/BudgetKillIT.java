package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Kills the real service while a model is being asked over HTTP, again and again: what was spent adds up to the last millionth. */
class BudgetKillIT {

    private static final int KILLS = 5;
    private static final int TASKS_A_LIFE = 3;

    /** 100 tokens read and 20 written, as the scripted model counts: 0.0006. */
    private static final BigDecimal CALL = new BigDecimal("0.0006");

    @TempDir
    private Path folder;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    private final AtomicBoolean silent = new AtomicBoolean();
    private final List<String> tasks = new ArrayList<>();
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
    };

    @Test
    void whatWasSpentIsWhatWasSettledAndWhatWasReservedForCallsThatAKillCut() throws Exception {
        Path home = folder.resolve("home");
        model.answering(_ -> silent.get() ? new WireReply.Silence() : WireReply.text("Done."));

        for (int kill = 0; kill < KILLS; kill++) {
            try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
                submit(life);
                awaitCompleted(life);
                silent.set(true);
                int asked = model.requests().size();
                submit(life);
                Awaitility.await("calls under way")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> model.requests().size() >= asked + TASKS_A_LIFE);
                life.kill();
                silent.set(false);
            }
        }
        BigDecimal settled = CALL.multiply(BigDecimal.valueOf(2L * KILLS * TASKS_A_LIFE));
        BigDecimal lost;
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            awaitCompleted(life);
            RecordedCosts recorded = LogFiles.byTask(home).values().stream()
                    .map(RecordedCosts::of)
                    .reduce(RecordedCosts.NONE, RecordedCosts::plus);
            lost = recorded.lost();
            assertThat(recorded.lostCalls()).isEqualTo(KILLS * TASKS_A_LIFE);
            assertThat(recorded.settled()).isEqualByComparingTo(settled);
            assertThat(ofTasks(life)).isEqualByComparingTo(settled.add(lost));
            assertThat(told.ofDays(life)).isEqualByComparingTo(settled.add(lost));
            life.kill();
        }
        FileSystemUtils.deleteRecursively(home.resolve("views"));
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            assertThat(ofTasks(life)).isEqualByComparingTo(settled.add(lost));
            assertThat(told.ofDays(life)).isEqualByComparingTo(settled.add(lost));
        }
        assertThat(model.complaints()).isEmpty();
    }

    private void submit(WaldenProcess life) throws IOException {
        for (int i = 0; i < TASKS_A_LIFE; i++) {
            JsonNode task = life.client()
                    .post("/api/v1/tasks", Map.of("input", "Write a line about " + tasks.size()))
                    .json();
            tasks.add(task.path("id").asString());
        }
    }

    private void awaitCompleted(WaldenProcess life) {
        List<String> open = new ArrayList<>(tasks);
        Awaitility.await("the end of all tasks").atMost(Duration.ofSeconds(60)).until(() -> {
            open.removeIf(task -> KillIT.stateOf(life, task).equals("completed"));
            return open.isEmpty();
        });
    }

    private BigDecimal ofTasks(WaldenProcess life) throws IOException {
        BigDecimal sum = BigDecimal.ZERO;
        for (String task : tasks) {
            sum = sum.add(told.ofTask(life, task));
        }
        return sum;
    }
}
