package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models that go wrong, over HTTP: they come to an end that says why, and later tasks are told of it. */
class LessonIT {

    private static final ScriptedModelServer MODEL = ScriptedModelServer.openAi();

    @TempDir
    static Path folder;

    private static WaldenProcess walden;

    @BeforeAll
    static void startTheService() {
        walden = WaldenProcess.ready(
                folder.resolve("home"),
                "--walden.reasoning.default-engine=gpt",
                "--walden.reasoning.engines.gpt.type=openai",
                "--walden.reasoning.engines.gpt.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.gpt.model=scripted-1");
    }

    @AfterAll
    static void stopTheService() {
        walden.close();
        MODEL.close();
    }

    @AfterEach
    void everyRequestWasValid() {
        assertThat(MODEL.complaints()).isEmpty();
    }

    @Test
    void whatFailedOnceIsToldToASimilarTaskWhichDoesNotTryItAgain() throws Exception {
        MODEL.answering(LessonIT::readsTheOldReportUnlessToldOf);

        JsonNode first = walden.client().run("Summarise the quarterly report of the harbour.");
        awaitEpisode("quarterly report harbour");
        JsonNode second = walden.client().run("Please summarise the quarterly harbour report once more.");

        assertThat(first.at("/error/code").asString())
                .as(first.toPrettyString())
                .isEqualTo("stuck");
        assertThat(second.path("state").asString()).as(second.toPrettyString()).isEqualTo("completed");
        assertThat(second.path("output").asString()).startsWith("There is no old-report.txt");
        assertThat(second.path("steps").asInt()).isEqualTo(1);
        assertThat(second.path("sources")
                        .valueStream()
                        .map(source -> source.path("kind").asString()))
                .containsExactly("episode");
    }

    /** As models do: it does what comes to mind, unless what it reads tells it better. */
    private static WireReply readsTheOldReportUnlessToldOf(JsonNode request) {
        String recalled = request.at("/messages/0/content").asString();
        int lesson = recalled.indexOf("came to:");
        if (lesson < 0 || !recalled.contains("read_file {\"path\":\"old-report.txt\"}")) {
            return WireReply.calls(new Call("a", "read_file", "{\"path\":\"old-report.txt\"}"));
        }
        int item = recalled.lastIndexOf("\n[", lesson);
        String id = recalled.substring(item + 1, recalled.indexOf(']', item) + 1);
        return WireReply.text("There is no old-report.txt " + id + ", so I did not look for it again.");
    }

    @Test
    void aModelThatAsksForTheSameCallForEverIsStopped() throws Exception {
        MODEL.answering(_ -> WireReply.calls(new Call("a", "calculator", "{\"expression\":\"1 + 1\"}")));

        JsonNode task = walden.client().run("Count for ever.");

        assertThat(task.at("/error/code").asString()).isEqualTo("stuck");
        assertThat(task.path("steps").asInt()).isEqualTo(3);
        assertThat(events(task)).hasSizeLessThan(25);
    }

    @Test
    void thousandsOfCallsInOneReplyEndTheTaskAndLeaveFewRecords() throws Exception {
        MODEL.answering(_ -> WireReply.calls(calls(2_000)));

        JsonNode task = walden.client().run("Count all at once.");

        assertThat(task.at("/error/code").asString()).as(task.toPrettyString()).isEqualTo("reasoning_unavailable");
        assertThat(task.at("/error/message").asString()).contains("reply_too_large");
        assertThat(events(task)).hasSizeLessThan(10);
    }

    @Test
    void moreCallsThanTheTaskMayMakeEndItAtItsLimit() throws Exception {
        MODEL.answering(_ -> WireReply.calls(calls(60)));

        JsonNode task = walden.client().run(Map.of("input", "Count.", "limits", Map.of("maxToolCalls", 20)));

        assertThat(task.at("/error/code").asString()).as(task.toPrettyString()).isEqualTo("max_tool_calls");
        assertThat(events(task).stream().filter("tool-call-finished"::equals)).hasSize(20);
    }

    private static Call[] calls(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> new Call("a" + i, "calculator", "{\"expression\":\"" + i + " + 1\"}"))
                .toArray(Call[]::new);
    }

    private static List<String> events(JsonNode task) throws IOException {
        return walden.client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/events?limit=100")
                .json()
                .path("events")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private static void awaitEpisode(String words) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !walden.client()
                        .get("/api/v1/memory/search?kind=episode&q=" + words.replace(" ", "%20"))
                        .json()
                        .path("items")
                        .isEmpty());
    }
}
