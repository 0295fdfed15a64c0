package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import dev.walden.reasoning.langchain4j.WireReply.Gated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From the wire of a model that streams to the wires of those who follow the task. */
final class WordsIT {

    /** Events of a stream up to the first half of its words. */
    private static final int FIRST_HALF = 2;

    private static final int ALL = 100;
    private static final ScriptedModelServer MODEL = ScriptedModelServer.openAi();

    @TempDir
    static Path folder;

    private static WaldenProcess walden;

    private final Semaphore gate = new Semaphore(0);

    @BeforeAll
    static void startTheService() {
        walden = WaldenProcess.ready(
                folder.resolve("home"),
                "--walden.reasoning.default-engine=gpt",
                "--walden.reasoning.engines.gpt.type=openai",
                "--walden.reasoning.engines.gpt.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.gpt.model=scripted-1",
                "--walden.reasoning.engines.whole.type=openai",
                "--walden.reasoning.engines.whole.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.whole.model=scripted-1",
                "--walden.reasoning.engines.whole.streaming=false");
    }

    @AfterAll
    static void stopTheService() {
        walden.close();
        MODEL.close();
    }

    @AfterEach
    void everyRequestWasValid() {
        gate.release(ALL);
        assertThat(MODEL.complaints()).isEmpty();
    }

    @Test
    void wordsAreHeardWhileTheyComeAndByTheLateFromTheirBeginning() throws Exception {
        Completion call = new Completion(
                "Let me see.",
                List.of(new Call("a", "calculator", "{\"expression\":\"17 * 23\"}")),
                null,
                "tool_calls");
        Semaphore answer = new Semaphore(0);
        MODEL.then(new Gated(call, gate, true), WireReply.gated("It is 391.", answer));
        String task = submit("gpt");

        try (EventStream early = walden.client().follow(task, 0)) {
            gate.release(FIRST_HALF);
            List<JsonNode> first = early.untilWords();
            assertThat(first.getLast()).hasToString("{\"step\":1,\"text\":\"Let me\"}");
            assertThat(types(first)).containsOnlyOnce("reasoning-started").endsWith("reasoning-started", "delta");

            gate.release(ALL);
            answer.release(FIRST_HALF);
            List<JsonNode> second = early.untilWords();
            assertThat(second.getLast()).hasToString("{\"step\":1,\"text\":\" see.\"}");
            assertThat(types(early.untilWords()))
                    .startsWith("reasoning-finished")
                    .endsWith("reasoning-started", "delta");

            try (EventStream late = walden.client().follow(task, 0);
                    EventStream later = walden.client().follow(task, 0)) {
                List<JsonNode> heard = late.untilWords();
                assertThat(heard.getLast()).hasToString("{\"step\":2,\"text\":\"It is\"}");
                assertThat(types(heard)).containsOnlyOnce("delta");
                assertThat(later.untilWords()).isEqualTo(heard);

                answer.release(ALL);

                List<JsonNode> rest = early.restOfAll();
                assertThat(rest.getFirst()).hasToString("{\"step\":2,\"text\":\" 391.\"}");
                assertThat(types(rest)).containsOnlyOnce("delta").endsWith("reasoning-finished", "task-completed");
                assertThat(late.restOfAll()).isEqualTo(rest);
                assertThat(later.restOfAll()).isEqualTo(rest);
            }
        }
    }

    @Test
    void wordsOfAnAttemptThatBrokeOffAreTakenBack() throws Exception {
        Completion half = new Completion("Half an answer.", List.of(), null, "stop");
        Semaphore whole = new Semaphore(0);
        MODEL.then(new Gated(half, gate, false), WireReply.gated("Whole.", whole));
        String task = submit("gpt");

        try (EventStream stream = walden.client().follow(task, 0)) {
            gate.release(FIRST_HALF);
            assertThat(stream.untilWords().getLast()).hasToString("{\"step\":1,\"text\":\"Half an \"}");
            gate.release(ALL);
            String heard = "Half an ";
            JsonNode words = stream.untilWords().getLast();
            while (!words.has("again")) {
                heard += words.path("text").asString();
                words = stream.untilWords().getLast();
            }
            assertThat(heard).isIn("Half an ", "Half an answer.");
            assertThat(words.path("step").asInt()).isEqualTo(1);

            whole.release(ALL);

            List<JsonNode> rest = stream.restOfAll();
            assertThat(words.path("text").asString() + said(rest)).isEqualTo("Whole.");
            assertThat(types(rest)).endsWith("reasoning-finished", "task-completed");
        }
    }

    @Test
    void recordsOfAReplyThatStreamedAndOfOneThatDidNotAreTheSame() throws Exception {
        MODEL.then(WireReply.text("It is tea."), WireReply.text("It is tea."));

        List<JsonNode> streamed = eventsOf(run("gpt"));
        List<JsonNode> whole = eventsOf(run("whole"));

        assertThat(MODEL.requests().reversed().subList(0, 2))
                .extracting(request -> request.path("stream").asBoolean(false))
                .containsExactly(false, true);
        assertThat(withoutWhatDiffers(streamed)).isEqualTo(withoutWhatDiffers(whole));
    }

    private static String submit(String engine) throws IOException {
        return walden.client()
                .post("/api/v1/tasks", Map.of("input", "What is it?", "engine", engine))
                .json()
                .path("id")
                .asString();
    }

    private static String run(String engine) throws IOException {
        // In a space of its own, so that neither recalls the other, or what ran before: that is a matter of moments.
        JsonNode task = walden.client().run(Map.of("input", "What is it?", "engine", engine, "space", engine));
        assertThat(task.path("output").asString()).isEqualTo("It is tea.");
        return task.path("id").asString();
    }

    private static List<JsonNode> eventsOf(String task) throws IOException {
        return walden.client()
                .get("/api/v1/tasks/" + task + "/events")
                .json()
                .path("events")
                .valueStream()
                .toList();
    }

    /** All but ids, times, and the names of the engine and the space. */
    private static List<Map<String, JsonNode>> withoutWhatDiffers(List<JsonNode> events) {
        Set<String> differs = Set.of("space", "session", "engine", "duration", "digest", "promptDigest");
        return events.stream()
                .map(event -> event.path("data").properties().stream()
                        .filter(member -> !differs.contains(member.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").asString("delta"))
                .toList();
    }

    private static String said(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.has("step"))
                .map(event -> event.path("text").asString())
                .collect(Collectors.joining());
    }
}
