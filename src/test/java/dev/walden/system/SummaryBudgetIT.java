package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityFixture;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Kills the real service while a model is asked for a summary: what that may have cost is spent, and what is left for the day bounds the next calls. */
class SummaryBudgetIT {

    private static final int SESSIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC);

    @Test
    void aCallThatAKillCutIsSpentAndBeyondTheDaysBudgetSummariesQuote() throws Exception {
        Path home = folder.resolve("home");
        AtomicBoolean silent = new AtomicBoolean(true);
        model.answering(_ -> silent.get() ? new WireReply.Silence() : WireReply.text("Towers were walked to."));
        longAgo(home);
        try (WaldenProcess life = WaldenProcess.start(home, arguments("1000"))) {
            await("the first call")
                    .atMost(PATIENCE)
                    .until(() -> model.requests().size() == 1);
            life.kill();
        }
        silent.set(false);
        BigDecimal reserved = reserved(home);
        BigDecimal enoughForOne = reserved.multiply(new BigDecimal("2.01")).setScale(6, RoundingMode.CEILING);

        try (WaldenProcess life = WaldenProcess.ready(home, arguments(enoughForOne.toPlainString()))) {
            await("all summaries").atMost(PATIENCE).until(() -> LogFiles.count(home, "session-summarized") == SESSIONS);
            assumeTrue(day.equals(LocalDate.now(ZoneOffset.UTC)), "a new day has a new budget");

            assertThat(model.requests())
                    .as("the one that was cut, and one more")
                    .hasSize(2);
            assertThat(spent(life)).isEqualByComparingTo(reserved.add(cost(home)));
            life.kill();
        }
        assertThat(summaries(home)).as("written by the model").containsExactly(true, false, false, false);
        assertThat(model.complaints()).isEmpty();
    }

    private String[] arguments(String budget) {
        return new String[] {
            "--walden.memory.upkeep.interval=1s",
            "--walden.memory.episodes.summary-engine=gpt",
            "--walden.reasoning.budget.per-day=" + budget,
            "--walden.reasoning.engines.gpt.type=openai",
            "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
            "--walden.reasoning.engines.gpt.model=scripted-1",
            "--walden.reasoning.engines.gpt.max-output-tokens=50",
            "--walden.reasoning.engines.gpt.price.input=10",
            "--walden.reasoning.engines.gpt.price.output=20",
        };
    }

    private static void longAgo(Path home) {
        Random random = new Random(7);
        List<ActivityEvent> events = new ArrayList<>();
        for (int i = 0; i < SESSIONS * 3; i++) {
            events.addAll(ended(TaskId.random(random), "session-" + i / 3, "Walk to tower %02d.".formatted(i)));
        }
        InstantSource then = InstantSource.fixed(Instant.now().minus(Duration.ofDays(60)));
        try (ActivityFixture past = ActivityFixture.open(home, then, (_, _) -> List.of())) {
            past.append(events.toArray(ActivityEvent[]::new));
        }
        try {
            FileSystemUtils.deleteRecursively(home.resolve("views"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<ActivityEvent> ended(TaskId task, String session, String input) {
        TaskLimits limits = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));
        return List.of(
                new TaskSubmitted(
                        task, Space.DEFAULT, session, input, null, limits, Map.of(), "key:a", null, null, null, null),
                new TaskStarted(task),
                new TaskCompleted(task, "There.", List.of()),
                new EpisodeRecorded(
                        task, Space.DEFAULT, session, "completed", List.of("clock"), null, Duration.ofMillis(20)));
    }

    private static List<JsonNode> data(Path home, String type) {
        return LogFiles.records(home).stream()
                .filter(record -> record.path("type").asString().equals(type))
                .map(record -> record.path("data"))
                .toList();
    }

    private static BigDecimal reserved(Path home) {
        return new BigDecimal(data(home, "upkeep-call-started")
                .getFirst()
                .path("reservedCost")
                .asString());
    }

    private static BigDecimal cost(Path home) {
        List<JsonNode> ended = data(home, "upkeep-call-finished");
        assertThat(ended).hasSize(1);
        return new BigDecimal(ended.getFirst().path("cost").asString());
    }

    private static List<Boolean> summaries(Path home) {
        return data(home, "session-summarized").stream()
                .map(summary -> summary.has("author"))
                .toList();
    }

    private BigDecimal spent(WaldenProcess life) throws IOException {
        JsonNode usage = life.client().get("/api/v1/usage?day=" + day).json();
        return new BigDecimal(usage.path("spent").asString());
    }
}
