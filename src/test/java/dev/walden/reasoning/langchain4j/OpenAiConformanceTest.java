package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class OpenAiConformanceTest extends ModelConformance {

    @Override
    ScriptedModelServer server() {
        return ScriptedModelServer.openAi();
    }

    @Override
    Vendor vendor(Endpoint endpoint) {
        return new OpenAi("m", endpoint);
    }

    @Override
    String errorInStream() {
        return """
                data: {"choices":[{"index":0,"delta":{"content":"Half"},"finish_reason":null}]}

                data: {"error":{"message":"secret","type":"server_error","code":null}}

                data: [DONE]

                """;
    }

    @Override
    List<String> wrongRequests() {
        return List.of(
                "{}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_output\":5}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"parallel_tool_calls\":false}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\",\"tool_call_id\":\"a\"}]}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalAndAFilteredAnswerAreRefusals(boolean streamed) throws Exception {
        server.then(
                WireReply.refusal("I will not."), new WireReply.Completion(null, List.of(), null, "content_filter"));

        assertThat(ask(streamed, Conversations.SHORT).reply()).isEqualTo(new Reply.Refusal("I will not."));
        assertThat(ask(streamed, Conversations.SHORT).reply())
                .isEqualTo(new Reply.Refusal("The model's provider filtered the answer."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void argumentsThatAreNoObjectAreKeptAsTheyCame(boolean streamed) throws Exception {
        server.then(WireReply.calls(new Call("a", "search", "{\"query\": oops"), new Call("b", "clock", "")));

        assertThat(ask(streamed, Conversations.SHORT).reply())
                .isEqualTo(new Reply.UseTools(
                        "",
                        List.of(
                                new ToolCall("a", "search", Map.of(), "{\"query\": oops"),
                                ToolCall.of("b", "clock", Map.of()))));
    }

    /** Some servers do not know what asks for it in streams. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tokensThatAServerDoesNotTellOfAreCountedByTheLengthOfTheTexts(boolean streamed) throws Exception {
        String part = streamed ? "delta" : "message";
        String answer = "{\"choices\":[{\"index\":0,\"" + part
                + "\":{\"content\":\"Nine chars\"},\"finish_reason\":\"stop\"}]}";
        server.then(new WireReply.Raw(streamed ? "data: " + answer + "\n\ndata: [DONE]\n\n" : answer));

        TokenUsage usage = ask(streamed, Conversations.SHORT).usage();

        assertThat(usage.output()).isEqualTo(4);
        assertThat(usage.input()).isBetween(10L, 10_000L);
    }

    @Test
    void aSlowModelMayBeSilentForHalfOfItsTime() {
        assertThat(ModelEngine.silence(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(30));
        assertThat(ModelEngine.silence(Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void oneCallAtATimeIsAskedForWhereThereAreTools() throws Exception {
        assertThat(oneAtATime(Conversations.SHORT).path("parallel_tool_calls").asBoolean(true))
                .isFalse();
        assertThat(oneAtATime(Prompts.of(Conversations.SHORT.messages().getFirst()))
                        .has("parallel_tool_calls"))
                .isFalse();
    }

    @Test
    void theSchemaOfAnAnswerIsSentWholeWhereTheEngineMay() throws Exception {
        List<JsonNode> requests = toldOfSchema(Capabilities.JsonSchema.ALWAYS);

        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.at("/response_format/json_schema/schema")
                                .toString())
                        .isEqualTo(Conversations.SCHEMA));
        assertThat(requests.getFirst().at("/response_format/json_schema/strict").asBoolean(false))
                .as("strict takes a part of JSON Schema only")
                .isFalse();
    }

    @Test
    void besideToolsTheSchemaIsLeftOutWhereTheEngineMayNot() throws Exception {
        assertThat(toldOfSchema(Capabilities.JsonSchema.WITHOUT_TOOLS))
                .extracting(request -> request.has("response_format"))
                .containsExactly(true, false);
        assertThat(toldOfSchema(Capabilities.JsonSchema.NEVER).getLast().has("response_format"))
                .isFalse();
    }

    @Test
    void aSchemaOfNoObjectIsToldInWordsAlone() throws Exception {
        server.then(WireReply.text("[]"));

        engine(new Capabilities(true, true, true, OptionalInt.empty(), 8000, Capabilities.JsonSchema.ALWAYS))
                .reply(Conversations.SHORT.answering("{\"type\":\"array\"}"), MINUTE);

        assertThat(server.requests().getFirst().has("response_format")).isFalse();
    }
}
