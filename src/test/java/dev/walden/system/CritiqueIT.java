package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model judges steps of the real service's tasks, over HTTP. */
class CritiqueIT {

    private static final String CRITIC = "You judge one step";

    @TempDir
    Path folder;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    @AfterEach
    void everyRequestWasValid() {
        assertThat(model.complaints()).isEmpty();
    }

    @Test
    void adviceOnACallThatFailedChangesTheCourse() throws Exception {
        model.answering(request -> {
            if (isOfCritic(request)) {
                return WireReply.text("{\"verdict\":\"retry\",\"reason\":\"Write 17 * 23 in full.\"}");
            }
            String words = request.path("messages").toString();
            return words.contains("Write 17 * 23 in full.")
                    ? WireReply.text("It is 391.")
                    : WireReply.calls(new Call("a", "calculator", "{\"expression\":\"17 *\"}"));
        });

        try (WaldenProcess walden = walden("on-failure")) {
            JsonNode task = walden.client().run(Map.of("input", "What is 17 * 23?"));

            assertThat(task.path("output").asString()).as(task.toPrettyString()).isEqualTo("It is 391.");
            assertThat(task.path("steps").asInt()).isEqualTo(3);
            assertThat(model.requests()).hasSize(3);
            JsonNode asked = model.requests().get(1);
            assertThat(isOfCritic(asked)).isTrue();
            assertThat(asked.has("tools")).isFalse();
            assertThat(asked.at("/response_format/json_schema/schema/properties/verdict/enum"))
                    .hasSize(4);
            assertThat(asked.path("messages").toString())
                    .contains("What is 17 * 23?", "17 *", "Judge the last calls of the agent");
            assertThat(model.requests().get(2).path("messages").toString())
                    .contains("A model that judged the step advises to try again");
            assertThat(verdicts(walden, task)).containsExactly("retry by gpt");
            String prompt = walden.client()
                    .get("/api/v1/tasks/" + task.path("id").asString() + "/prompt?step=2")
                    .json()
                    .path("text")
                    .asString();
            assertThat(prompt).contains(CRITIC, "Judge the last calls of the agent");
        }
    }

    @Test
    void aWrongAnswerIsSentBackOnce() throws Exception {
        model.answering(request -> {
            String words = request.path("messages").toString();
            if (isOfCritic(request)) {
                return words.contains("It is 391.")
                        ? WireReply.text("{\"verdict\":\"accept\",\"reason\":\"It is right.\"}")
                        : WireReply.text("{\"verdict\":\"retry\",\"reason\":\"17 * 23 is 391.\"}");
            }
            return WireReply.text(words.contains("17 * 23 is 391.") ? "It is 391." : "It is 400.");
        });

        try (WaldenProcess walden = walden("always")) {
            JsonNode task = walden.client().run(Map.of("input", "What is 17 * 23?"));

            assertThat(task.path("output").asString()).as(task.toPrettyString()).isEqualTo("It is 391.");
            assertThat(model.requests()).hasSize(4);
            assertThat(verdicts(walden, task)).containsExactly("retry by gpt", "accept by gpt");
            assertThat(followed(walden, task))
                    .filteredOn(event -> event.path("type").asString().equals("reflected"))
                    .last()
                    .satisfies(accepted -> {
                        assertThat(accepted.at("/data/by").asString()).isEqualTo("gpt");
                        assertThat(accepted.at("/data/reason").asString()).contains("\"It is right.\"");
                    });
        }
    }

    private static List<JsonNode> followed(WaldenProcess walden, JsonNode task) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        try (EventStream stream = walden.client().follow(task.path("id").asString(), 0)) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                events.add(next.get());
            }
        }
        return events;
    }

    @Test
    void whereItIsOffNobodyIsAsked() throws Exception {
        model.answering(request -> request.path("messages").toString().contains("None of the calls succeeded")
                ? WireReply.text("It is 400.")
                : WireReply.calls(new Call("a", "calculator", "{\"expression\":\"17 *\"}")));

        try (WaldenProcess walden = walden("off")) {
            JsonNode task = walden.client().run(Map.of("input", "What is 17 * 23?"));

            assertThat(task.path("output").asString()).as(task.toPrettyString()).isEqualTo("It is 400.");
            assertThat(model.requests()).hasSize(2).noneMatch(CritiqueIT::isOfCritic);
            assertThat(verdicts(walden, task)).containsExactly("retry");
        }
    }

    @Test
    void aKillInTheMiddleOfACritiqueCostsTheCallAndNothingElse() throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        model.answering(request -> {
            if (!isOfCritic(request)) {
                return WireReply.text("It is 391.");
            }
            return silent.get()
                    ? new WireReply.Silence()
                    : WireReply.text("{\"verdict\":\"accept\",\"reason\":\"It is right.\"}");
        });
        String id;
        try (WaldenProcess life = walden("always")) {
            id = life.client()
                    .post("/api/v1/tasks", Map.of("input", "What is 17 * 23?"))
                    .json()
                    .path("id")
                    .asString();
            Awaitility.await("the critic to be asked")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> model.requests().size() == 2);
            life.kill();
        }
        silent.set(false);

        try (WaldenProcess life = walden("always")) {
            Awaitility.await("the end of the task")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> KillIT.stateOf(life, id).equals("completed"));
            JsonNode task = life.client().get("/api/v1/tasks/" + id).json();

            assertThat(task.path("output").asString()).isEqualTo("It is 391.");
            assertThat(task.path("steps").asInt())
                    .as("one answer, two critiques")
                    .isEqualTo(3);
            assertThat(model.requests()).hasSize(3);
            assertThat(model.requests().get(2).path("messages"))
                    .isEqualTo(model.requests().get(1).path("messages"));
            assertThat(verdicts(life, task)).containsExactly("accept by gpt");
        }
    }

    private WaldenProcess walden(String critique) {
        return WaldenProcess.ready(
                folder.resolve("home"),
                "--walden.orchestrator.critique.when=" + critique,
                "--walden.reasoning.default-engine=gpt",
                "--walden.reasoning.engines.gpt.type=openai",
                "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
                "--walden.reasoning.engines.gpt.model=scripted-1");
    }

    private static boolean isOfCritic(JsonNode request) {
        return request.at("/messages/0/content").asString().startsWith(CRITIC);
    }

    private static List<String> verdicts(WaldenProcess walden, JsonNode task) throws IOException {
        return walden.client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/events")
                .json()
                .path("events")
                .valueStream()
                .filter(event -> event.path("type").asString().equals("reflected"))
                .map(event -> event.path("data"))
                .map(data -> data.path("verdict").asString()
                        + (data.path("by").isString() ? " by " + data.path("by").asString() : ""))
                .toList();
    }
}
