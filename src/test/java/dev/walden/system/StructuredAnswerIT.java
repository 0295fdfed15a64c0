package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks whose answer is to be JSON by a schema, over HTTP, with a model that does not always do as it is told. */
class StructuredAnswerIT {

    private static final ScriptedModelServer MODEL = ScriptedModelServer.openAi();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"},\"of\":{\"type\":\"array\"}}}";

    @TempDir
    static Path folder;

    private static WaldenProcess walden;

    private int asked;

    @BeforeAll
    static void startTheService() {
        walden = WaldenProcess.ready(
                folder.resolve("home"),
                "--walden.reasoning.default-engine=gpt",
                "--walden.reasoning.engines.gpt.type=openai",
                "--walden.reasoning.engines.gpt.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.gpt.model=scripted-1",
                "--walden.reasoning.engines.bare.type=openai",
                "--walden.reasoning.engines.bare.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.bare.model=scripted-1",
                "--walden.reasoning.engines.bare.tools=false");
    }

    @AfterAll
    static void stopTheService() {
        walden.close();
        MODEL.close();
    }

    @BeforeEach
    void forgetEarlierRequests() {
        asked = MODEL.requests().size();
    }

    @AfterEach
    void everyRequestWasValid() {
        assertThat(MODEL.complaints()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotFitIsMendedAndGivenAsJsonWithItsSources() throws Exception {
        JsonNode stored = walden.client()
                .post("/api/v1/memory/items", Map.of("items", List.of(Map.of("text", "There are five boats."))))
                .json();
        String fact = stored.at("/items/0/id").asString();
        MODEL.then(
                WireReply.text("There are five."),
                WireReply.text("```json\n{\"n\": 5, \"of\": [\"" + fact + "\"]}\n```"));

        JsonNode task = run("gpt", "How many boats are there?");

        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
        assertThat(task.path("structured").toString()).isEqualTo("{\"n\":5,\"of\":[\"" + fact + "\"]}");
        assertThat(task.path("output").asString()).isEqualTo("{\"n\": 5, \"of\": [\"" + fact + "\"]}");
        assertThat(task.path("sources")
                        .valueStream()
                        .map(source -> source.path("id").asString()))
                .containsExactly(fact);
        JsonNode messages = requests().getLast().path("messages");
        assertThat(messages.get(0).path("content").asString()).endsWith(SCHEMA);
        assertThat(messages.get(messages.size() - 2).path("content").asString()).isEqualTo("There are five.");
        assertThat(messages.get(messages.size() - 1).path("content").asString()).contains("it is no JSON");
        assertThat(walden.client()
                        .get("/api/v1/tasks/" + task.path("id").asString())
                        .json())
                .isEqualTo(task);
    }

    @Test
    void theSecondAnswerThatDoesNotFitFailsTheTask() throws Exception {
        MODEL.then(WireReply.text("{\"n\":\"5\"}"), WireReply.text("{}"));

        JsonNode task = run("gpt", "How many cars?");

        assertThat(task.at("/error/code").asString()).isEqualTo("output_invalid");
        assertThat(task.path("output").asString()).isEqualTo("{}");
        assertThat(task.has("structured")).isFalse();
        assertThat(requests()).hasSize(2);
    }

    @Test
    void aServerIsSentTheSchemaWhereNoToolsAreOffered() throws Exception {
        MODEL.then(WireReply.text("{\"n\":1}"), WireReply.text("{\"n\":2}"));

        JsonNode bare = run("bare", "One?");
        JsonNode gpt = run("gpt", "Two?");

        assertThat(bare.at("/structured/n").asInt()).isEqualTo(1);
        assertThat(gpt.at("/structured/n").asInt()).isEqualTo(2);

        assertThat(requests()
                        .getFirst()
                        .at("/response_format/json_schema/schema")
                        .toString())
                .isEqualTo(SCHEMA);
        assertThat(requests().getLast().has("response_format")).isFalse();
        assertThat(prompt(bare).path("exact").asBoolean()).isTrue();
        assertThat(prompt(bare).path("tools")).isEmpty();
        assertThat(prompt(bare).path("cut").asString()).isEqualTo("w1");
        assertThat(prompt(gpt).path("exact").asBoolean()).isTrue();
        assertThat(prompt(gpt).path("tools")).isNotEmpty();
    }

    private static JsonNode prompt(JsonNode task) throws Exception {
        return walden.client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/prompt?step=1")
                .json();
    }

    @Test
    void rulesSayThatTheyCannot() throws Exception {
        JsonNode task = run("rules", "What is 2 + 3?");

        assertThat(task.at("/error/code").asString()).isEqualTo("reasoning_unavailable");
        assertThat(task.at("/error/message").asString()).contains("beyond_rules", "JSON by a schema");
    }

    @Test
    void whatIsNoSchemaIsRefusedWithItsPlaceAndNothingIsFetched() throws Exception {
        assertRefused(Map.of("properties", Map.of("a", Map.of("type", "int"))), 422, "invalid_schema", "/properties/a");
        assertRefused(Map.of("$ref", MODEL.baseUrl() + "/a"), 422, "invalid_schema", "/$ref: a place outside");
        assertRefused(Map.of("title", "x".repeat(65_536)), 422, "invalid_schema", "65536 bytes");
        assertRefused("{}", 400, "wrong_type", "outputSchema");
        assertThat(requests()).isEmpty();
    }

    private static void assertRefused(Object schema, int status, String code, String words) throws IOException {
        WaldenClient.Answer answer =
                walden.client().post("/api/v1/tasks", Map.of("input", "x", "outputSchema", schema));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("code").asString()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).contains(words);
    }

    private static JsonNode run(String engine, String input) throws IOException {
        Map<String, Object> submission = new HashMap<>(Map.of("input", input, "engine", engine));
        submission.put("outputSchema", JsonMapper.shared().readTree(SCHEMA));
        return walden.client().run(submission);
    }

    private List<JsonNode> requests() {
        List<JsonNode> all = MODEL.requests();
        return all.subList(asked, all.size());
    }
}
