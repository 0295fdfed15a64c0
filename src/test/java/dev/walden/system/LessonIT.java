package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.Wired;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Models that go wrong, over HTTP: they come to an end that says why, and later tasks are told of it. */
class LessonIT {

    private static final Map<Wired, ScriptedModelServer> MODELS =
            Stream.of(Wired.values()).collect(Collectors.toMap(vendor -> vendor, Wired::server));

    @TempDir
    static Path folder;

    private static WaldenProcess walden;

    @BeforeAll
    static void startTheService() {
        walden = WaldenProcess.ready(
                folder.resolve("home"),
                Stream.of(Wired.values()).flatMap(LessonIT::settings).toArray(String[]::new));
    }

    /** An engine with the name of its type. */
    private static Stream<String> settings(Wired vendor) {
        String engine = "--walden.reasoning.engines." + vendor.type() + ".";
        return Stream.of(
                engine + "type=" + vendor.type(),
                engine + "base-url=" + model(vendor).baseUrl(),
                engine + "model=scripted-1",
                engine + "api-key=wire-secret");
    }

    @AfterAll
    static void stopTheService() {
        walden.close();
        MODELS.values().forEach(ScriptedModelServer::close);
    }

    @AfterEach
    void everyRequestWasValid() {
        assertThat(MODELS.values())
                .allSatisfy(model -> assertThat(model.complaints()).isEmpty());
    }

    @Test
    void whatFailedOnceIsToldToASimilarTaskWhichDoesNotTryItAgain() throws Exception {
        answering(Wired.OPENAI, LessonIT::readsTheOldReportUnlessToldOf);

        JsonNode first = run(Wired.OPENAI, "Summarise the quarterly report of the harbour.");
        awaitEpisode("quarterly report harbour");
        JsonNode second = run(Wired.OPENAI, "Please summarise the quarterly harbour report once more.");

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

    @ParameterizedTest
    @EnumSource
    void aModelThatAsksForTheSameCallForEverIsStopped(Wired vendor) throws Exception {
        answering(vendor, _ -> WireReply.calls(new Call("a", "calculator", "{\"expression\":\"1 + 1\"}")));

        JsonNode task = run(vendor, "Count for ever.");

        assertThat(task.at("/error/code").asString()).isEqualTo("stuck");
        assertThat(task.path("steps").asInt()).isEqualTo(3);
        assertThat(events(task)).hasSizeLessThan(25);
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfCallsInOneReplyEndTheTaskAndLeaveFewRecords(Wired vendor) throws Exception {
        answering(vendor, _ -> WireReply.calls(calls(2_000)));

        JsonNode task = run(vendor, "Count all at once.");

        assertThat(task.at("/error/code").asString()).as(task.toPrettyString()).isEqualTo("reasoning_unavailable");
        assertThat(task.at("/error/message").asString()).contains("reply_too_large");
        assertThat(events(task)).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void moreCallsThanTheTaskMayMakeEndItAtItsLimit(Wired vendor) throws Exception {
        answering(vendor, _ -> WireReply.calls(calls(60)));

        JsonNode task = walden.client()
                .run(Map.of("input", "Count.", "engine", vendor.type(), "limits", Map.of("maxToolCalls", 20)));

        assertThat(task.at("/error/code").asString()).as(task.toPrettyString()).isEqualTo("max_tool_calls");
        assertThat(events(task).stream().filter("tool-call-finished"::equals)).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource
    void aToolThatFailsAndOneThatDoesNotExistAreToldToTheModelWhichGoesOn(Wired vendor) throws Exception {
        inTurn(
                vendor,
                WireReply.calls(
                        new Call("a", "read_file", "{\"path\":\"no-such-file.txt\"}"),
                        new Call("b", "no_such_tool", "{}")),
                WireReply.text("There is no such file."));

        JsonNode task = run(vendor, "Read it.");

        assertThat(task.path("output").asString()).as(task.toPrettyString()).isEqualTo("There is no such file.");
        assertThat(results(vendor))
                .satisfiesExactly(
                        file -> assertThat(file).startsWith("The call failed.").contains("no-such-file.txt"),
                        tool -> assertThat(tool).startsWith("The call failed.").contains("no_such_tool"));
    }

    /** What is no JSON never leaves an Ollama server, which reads the arguments itself. */
    @ParameterizedTest
    @EnumSource
    void argumentsThatCannotBeReadOrBreakTheSchemaAreToldToTheModelWhichMendsThem(Wired vendor) throws Exception {
        String unreadable = vendor == Wired.OLLAMA ? "{\"word\":\"JSON\"}" : "{\"expression\": oops";
        inTurn(
                vendor,
                WireReply.calls(new Call("a", "calculator", unreadable)),
                WireReply.calls(new Call("a", "calculator", "{\"expression\":5,\"mode\":1}")),
                WireReply.calls(new Call("a", "calculator", "{\"expression\":\"6 * 7\"}")),
                WireReply.text("It is 42."));

        JsonNode task = run(vendor, "What is 6 * 7?");

        assertThat(task.path("output").asString()).as(task.toPrettyString()).isEqualTo("It is 42.");
        assertThat(results(vendor))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("The call failed.")
                                .contains(vendor == Wired.OLLAMA ? "expression" : "JSON"),
                        second -> assertThat(second)
                                .startsWith("The call failed.")
                                .contains("expression"),
                        third -> assertThat(third).isEqualTo("42"));
    }

    /** What the tools gave, as the last request tells it. */
    private static List<String> results(Wired vendor) {
        return vendor.results(model(vendor).requests().getLast());
    }

    private static ScriptedModelServer model(Wired vendor) {
        return Objects.requireNonNull(MODELS.get(vendor));
    }

    private static JsonNode run(Wired vendor, String input) throws Exception {
        return walden.client().run(Map.of("input", input, "engine", vendor.type()));
    }

    private static void answering(Wired vendor, Function<JsonNode, WireReply> replies) {
        model(vendor).answering(replies);
    }

    private static void inTurn(Wired vendor, WireReply... replies) {
        Queue<WireReply> left = new ConcurrentLinkedQueue<>(List.of(replies));
        answering(vendor, _ -> left.remove());
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
