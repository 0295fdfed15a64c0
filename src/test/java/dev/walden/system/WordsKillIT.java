package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the real service in the middle of a model's words: the call is made again, and nothing is lost or done twice. */
final class WordsKillIT {

    private static final int KILLS = 3;

    /** 100 tokens read and 20 written, as the scripted model counts: 0.0006. */
    private static final BigDecimal CALL = new BigDecimal("0.0006");

    @TempDir
    private Path folder;

    @AutoClose
    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    private final AtomicBoolean stalls = new AtomicBoolean();

    private final String[] arguments = {
        "--walden.reasoning.default-engine=gpt",
        "--walden.reasoning.engines.gpt.type=openai",
        "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
        "--walden.reasoning.engines.gpt.model=scripted-1",
        "--walden.reasoning.engines.gpt.max-output-tokens=50",
        "--walden.reasoning.engines.gpt.price.input=3",
        "--walden.reasoning.engines.gpt.price.output=15",
    };

    @Test
    void aCallThatWasCutIsMadeAgainCountsAsSpentAndNothingElseIsRepeated() throws Exception {
        Path home = folder.resolve("home");
        model.answering(this::reply);

        for (int kill = 0; kill < KILLS; kill++) {
            String task;
            List<JsonNode> seen = new ArrayList<>();
            long lastId;
            int asked = model.requests().size();
            try (WaldenProcess life = WaldenProcess.ready(home, arguments)) {
                stalls.set(true);
                task = life.client()
                        .post("/api/v1/tasks", Map.of("input", "What is 17 * 23?"))
                        .json()
                        .path("id")
                        .asString();
                lastId = followUntilTheSecondCallSpeaks(life, task, seen);
                life.kill();
                stalls.set(false);
            }
            try (WaldenProcess life = WaldenProcess.ready(home, arguments);
                    EventStream stream = life.client().follow(task, lastId)) {
                seen.addAll(stream.rest());

                assertThat(seen).as("what was seen in both lives").isEqualTo(eventsOf(life, task));
                assertThat(ofType(seen, "tool-call-started")).hasSize(1);
                assertThat(ofType(seen, "tool-call-finished")).hasSize(1);
                assertThat(ofType(seen, "task-completed")).hasSize(1);
                assertThat(ofType(seen, "reasoning-finished")).hasSize(2);
                assertThatTheCutCallCounts(life, task, ofType(seen, "reasoning-started"));
            }
            List<JsonNode> requests =
                    model.requests().subList(asked, model.requests().size());
            assertThat(requests).hasSize(3);
            assertThat(requests.get(2).path("messages"))
                    .isEqualTo(requests.get(1).path("messages"));
        }
        assertThat(model.complaints()).isEmpty();
    }

    /** Half of an answer, and nothing more for ever, where it is to stall. */
    private WireReply reply(JsonNode request) {
        boolean called = request.path("messages")
                .valueStream()
                .anyMatch(message -> message.path("role").asString().equals("tool"));
        if (!called) {
            return WireReply.calls(new Call("a", "calculator", "{\"expression\":\"17 * 23\"}"));
        }
        return stalls.get() ? WireReply.gated("It is 391.", new Semaphore(2)) : WireReply.text("It is 391.");
    }

    /** Returns the id of the last record that was seen whole. */
    private static long followUntilTheSecondCallSpeaks(WaldenProcess life, String task, List<JsonNode> seen)
            throws IOException {
        try (EventStream stream = life.client().follow(task, 0)) {
            Optional<JsonNode> words = Optional.empty();
            while (words.isEmpty()) {
                List<JsonNode> events = stream.untilWords();
                seen.addAll(events.subList(0, events.size() - 1));
                words = Optional.of(events.getLast())
                        .filter(event -> event.path("step").asInt() == 2);
            }
            assertThat(words.get().path("text").asString()).isEqualTo("It is");
            return seen.getLast().path("seq").asLong();
        }
    }

    private static void assertThatTheCutCallCounts(WaldenProcess life, String task, List<JsonNode> started)
            throws IOException {
        assertThat(started).hasSize(3);
        BigDecimal reserved =
                new BigDecimal(started.get(1).at("/data/reservedCost").asString());
        JsonNode view = life.client().get("/api/v1/tasks/" + task).json();
        assertThat(reserved).isPositive();
        assertThat(new BigDecimal(view.at("/usage/cost").asString()))
                .isEqualByComparingTo(CALL.add(CALL).add(reserved));
        assertThat(view.path("steps").asInt()).isEqualTo(3);
        assertThat(view.path("output").asString()).isEqualTo("It is 391.");
    }

    private static List<JsonNode> eventsOf(WaldenProcess life, String task) throws IOException {
        return life.client()
                .get("/api/v1/tasks/" + task + "/events")
                .json()
                .path("events")
                .valueStream()
                .toList();
    }

    private static List<JsonNode> ofType(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asString().equals(type))
                .toList();
    }
}
