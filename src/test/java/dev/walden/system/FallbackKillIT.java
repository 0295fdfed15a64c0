package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Kills the real service in a model call's second attempt, and again while the fallback is asked, behind attempts that cost and failed: the
 * call is made again from its first attempt, no tool is, and money and tokens add up.
 */
final class FallbackKillIT {

    private static final int KILLS = 2;

    /** 100 tokens read and 20 written, as the scripted model counts, at the prices of the first engine. The second's are twice as high. */
    private static final BigDecimal CALL = new BigDecimal("0.0006");

    private static final int SECONDS_LONGEST_REPLY = 80;

    private static final WireReply READ = WireReply.calls(new Call("a", "read_file", "{\"path\":\"tale.txt\"}"));

    /** A stream that breaks off behind its figures: it cost a call, and is tried again. */
    private static final WireReply BROKEN = new WireReply.Unfinished();

    /** An answer that reached its limit: it cost a call, and another engine is asked. */
    private static final WireReply TRUNCATED = new Completion("It is the tale of", List.of(), null, "length");

    @TempDir
    private Path folder;

    private Path home;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    private final ToldCosts told = ToldCosts.fromToday();

    private final String[] arguments = {
        "--walden.reasoning.default-engine=first",
        "--walden.reasoning.fallback=second",
        "--walden.reasoning.engines.first.type=openai",
        "--walden.reasoning.engines.first.base-url=" + model.baseUrl(),
        "--walden.reasoning.engines.first.model=small",
        "--walden.reasoning.engines.first.max-output-tokens=50",
        "--walden.reasoning.engines.first.price.input=3",
        "--walden.reasoning.engines.first.price.output=15",
        "--walden.reasoning.engines.second.type=openai",
        "--walden.reasoning.engines.second.base-url=" + model.baseUrl(),
        "--walden.reasoning.engines.second.model=large",
        "--walden.reasoning.engines.second.max-output-tokens=" + SECONDS_LONGEST_REPLY,
        "--walden.reasoning.engines.second.result-characters=1000",
        "--walden.reasoning.engines.second.price.input=6",
        "--walden.reasoning.engines.second.price.output=30",
        "--walden.reasoning.budget.per-day=1000",
        "--walden.reasoning.budget.per-session=1000",
    };

    @BeforeEach
    void writeTheTale() throws IOException {
        home = folder.resolve("home");
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        Files.writeString(workspace.resolve("tale.txt"), "Once upon a time. ".repeat(100));
    }

    @Test
    void attemptsThatAKillCutAreMadeAgainCountAsReservedAndNothingElseIsRepeated() throws Exception {
        model.then(READ, BROKEN, new WireReply.Stalled());
        String task;
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            task = submit(life, Map.of("input", "What is in tale.txt?", "session", "tea"));
            killOnceAsked(life, "small", "small", "small");
        }
        model.then(BROKEN, TRUNCATED, new WireReply.Silence());
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            killOnceAsked(life, "small", "small", "small", "small", "small", "large");
        }
        model.then(BROKEN, TRUNCATED, WireReply.text("It is a tale."));
        BigDecimal spent;
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            awaitState(life, task, "completed");

            spent = assertThatAllIsCounted(life, task);
            assertThatPromptsAreThoseThatWereSent(life, task);
            life.kill();
        }
        FileSystemUtils.deleteRecursively(home.resolve("views"));
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            assertThat(told.ofTask(life, task)).isEqualByComparingTo(spent);
            assertThat(told.ofDays(life)).isEqualByComparingTo(spent);
            assertThat(told.ofSession(life, "tea")).isEqualByComparingTo(spent);
        }
        assertThat(model.requests()).hasSize(9);
        assertThat(model.complaints()).isEmpty();
    }

    @Test
    void whatASecondAttemptThatAKillCutMayHaveReadCountsForTheTasksLimitOfTokens() throws Exception {
        model.then(READ, BROKEN, new WireReply.Stalled());
        String task;
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            task = submit(life, Map.of("input", "What is in tale.txt?", "limits", Map.of("maxTokens", 121)));
            killOnceAsked(life, "small", "small", "small");
        }
        try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
            awaitState(life, task, "failed");

            assertThat(life.client()
                            .get("/api/v1/tasks/" + task)
                            .json()
                            .at("/error/code")
                            .asString())
                    .isEqualTo("max_tokens");
        }
        assertThat(model.requests()).hasSize(3);
    }

    private static String submit(WaldenProcess life, Map<String, ?> submission) throws IOException {
        return life.client().post("/api/v1/tasks", submission).json().path("id").asString();
    }

    /** @param models that were asked so far, in all lives */
    private void killOnceAsked(WaldenProcess life, String... models) {
        Awaitility.await("the attempt")
                .untilAsserted(() -> assertThat(model.requests())
                        .extracting(request -> request.path("model").asString())
                        .containsExactly(models));
        life.kill();
    }

    private static void awaitState(WaldenProcess life, String task, String state) {
        Awaitility.await("the end of the task")
                .until(() -> KillIT.stateOf(life, task).equals(state));
    }

    /** Returns what it cost in all. */
    private BigDecimal assertThatAllIsCounted(WaldenProcess life, String task) throws IOException {
        List<JsonNode> records = LogFiles.byTask(home).getOrDefault(task, List.of());
        assertThat(KillIT.ofType(records, "tool-call-started")).hasSize(1);
        assertThat(KillIT.ofType(records, "tool-call-finished")).hasSize(1);
        assertThat(KillIT.ofType(records, "reasoning-finished")).hasSize(2);
        assertThat(KillIT.ofType(records, "task-completed")).hasSize(1);

        RecordedCosts recorded = RecordedCosts.of(records);
        // The call that asks for the file; two attempts that failed; the answer, at twice the price.
        assertThat(recorded.settled()).isEqualByComparingTo(CALL.multiply(BigDecimal.valueOf(5)));
        assertThat(recorded.lostCalls()).isEqualTo(KILLS);
        assertThat(recorded.lost()).isEqualByComparingTo(reserved(life, task, 2).add(reserved(life, task, 3)));
        BigDecimal all = recorded.all();
        assertThat(told.ofTask(life, task)).isEqualByComparingTo(all);
        assertThat(told.ofDays(life)).isEqualByComparingTo(all);
        assertThat(told.ofSession(life, "tea")).isEqualByComparingTo(all);

        JsonNode view = life.client().get("/api/v1/tasks/" + task).json();
        assertThat(view.path("output").asString()).isEqualTo("It is a tale.");
        assertThat(view.path("steps").asInt()).isEqualTo(2 + KILLS);
        assertThat(view.at("/usage/inputTokens").asInt()).isEqualTo(400);
        assertThat(view.at("/usage/outputTokens").asInt()).isEqualTo(80);
        return all;
    }

    /** What a call may cost, made out from what was reserved of tokens: all of them at the prices of the engine that is dearer and says more. */
    private static BigDecimal reserved(WaldenProcess life, String task, int step) throws IOException {
        List<JsonNode> events = life.client()
                .get("/api/v1/tasks/" + task + "/events")
                .json()
                .path("events")
                .valueStream()
                .toList();
        JsonNode data = KillIT.ofType(events, "reasoning-started").get(step - 1).path("data");
        long prompt = data.path("reservedTokens").asLong() - SECONDS_LONGEST_REPLY;
        BigDecimal reserved = BigDecimal.valueOf(prompt * 6 + SECONDS_LONGEST_REPLY * 30L, 6);
        assertThat(prompt).isPositive();
        assertThat(data.path("reservedCost").asString())
                .isEqualTo(reserved.stripTrailingZeros().toPlainString());
        return reserved;
    }

    /** Of the second step: what the first engine was sent in the lives that were cut, what the second was in the one that was not. */
    private void assertThatPromptsAreThoseThatWereSent(WaldenProcess life, String task) throws IOException {
        List<JsonNode> requests = model.requests();
        for (int again : List.of(2, 3, 4, 6, 7)) {
            assertThat(requests.get(again).path("messages"))
                    .isEqualTo(requests.get(1).path("messages"));
        }
        assertThat(requests.get(8).path("messages")).isEqualTo(requests.get(5).path("messages"));
        assertThatPromptIs(prompt(life, task, 2), "", "", requests.get(1));
        assertThatPromptIs(prompt(life, task, 3), "", "", requests.get(3));
        assertThatPromptIs(prompt(life, task, 4), "second", "r1000", requests.get(8));
    }

    private static JsonNode prompt(WaldenProcess life, String task, int step) throws IOException {
        return life.client()
                .get("/api/v1/tasks/" + task + "/prompt?step=" + step)
                .json();
    }

    private static void assertThatPromptIs(JsonNode prompt, String answeredBy, String cut, JsonNode request) {
        assertThat(prompt.path("exact").asBoolean())
                .as(prompt.path("missing").toString())
                .isTrue();
        assertThat(prompt.path("engine").asString()).isEqualTo("first");
        assertThat(prompt.path("answeredBy").asString("")).isEqualTo(answeredBy);
        assertThat(prompt.path("cut").asString("")).isEqualTo(cut);
        assertThat(names(prompt, "/name")).isEqualTo(names(request, "/function/name"));
        assertThat(request.path("messages")
                        .valueStream()
                        .map(message -> message.path("content").asString("")))
                .hasSize(4)
                .allSatisfy(words -> assertThat(prompt.path("text").asString()).contains(words));
    }

    private static List<String> names(JsonNode offering, String at) {
        return offering.path("tools")
                .valueStream()
                .map(tool -> tool.at(at).asString())
                .toList();
    }
}
