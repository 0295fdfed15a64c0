package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class AnthropicConformanceTest extends ModelConformance {

    @Override
    ScriptedModelServer server() {
        return ScriptedModelServer.anthropic();
    }

    @Override
    Vendor vendor(Endpoint endpoint) {
        return new Anthropic("m", endpoint);
    }

    @Override
    String errorInStream() {
        return """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","content":[],"usage":{"input_tokens":7,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half"}}

                event: error
                data: {"type":"error","error":{"type":"overloaded_error","message":"secret"}}

                """;
    }

    @Override
    List<String> wrongRequests() {
        String user = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}";
        return List.of(
                "{\"model\":\"m\",\"messages\":[" + user + "]}",
                "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[" + user + "," + user + "]}",
                "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[" + user + "],\"functions\":[]}",
                "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[]}]}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalIsOneWithItsWordsOrWithout(boolean streamed) throws Exception {
        server.then(
                new WireReply.Completion("I will not.", List.of(), null, "content_filter"),
                new WireReply.Completion(null, List.of(), null, "content_filter"));

        assertThat(ask(streamed, Conversations.SHORT).reply()).isEqualTo(new Reply.Refusal("I will not."));
        assertThat(ask(streamed, Conversations.SHORT).reply())
                .isEqualTo(new Reply.Refusal("The model's provider filtered the answer."));
    }

    @Test
    void argumentsThatBreakOffInAStreamAreKeptAsTheyCame() throws Exception {
        server.then(WireReply.calls(new Call("a", "search", "{\"query\": oops")));

        assertThat(ask(true, Conversations.SHORT).reply())
                .isEqualTo(new Reply.UseTools("", List.of(new ToolCall("a", "search", Map.of(), "{\"query\": oops"))));
    }

    @Test
    void allResultsStandInTheNextMessageAndFailuresAreMarked() throws Exception {
        server.then(WireReply.text("Fine."));

        ask(false, Conversations.LONG);

        JsonNode results = server.requests()
                .getFirst()
                .path("messages")
                .valueStream()
                .toList()
                .getLast()
                .path("content");
        assertThat(results).hasSize(3);
        assertThat(results.valueStream().map(result -> result.path("is_error").asBoolean(false)))
                .containsExactly(false, true, true);
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limit_error, rate_limited, true",
        "api_error, engine_error, true",
        "invalid_request_error, engine_rejected, false"
    })
    void anErrorInAStreamIsKnownByItsName(String type, String code, boolean retryable) {
        server.then(new WireReply.Raw(errorInStream().replace("overloaded_error", type)));

        EngineException failure = failure(true);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure.usage()).as("4 letters were heard").isEqualTo(new TokenUsage(7, 2));
    }

    @Test
    void oneCallAtATimeIsAskedForWhereThereAreTools() throws Exception {
        assertThat(oneAtATime(Conversations.SHORT)
                        .at("/tool_choice/disable_parallel_tool_use")
                        .asBoolean(false))
                .isTrue();
        assertThat(oneAtATime(Prompts.of(Conversations.SHORT.messages().getFirst()))
                        .has("tool_choice"))
                .isFalse();
    }

    @Test
    void theLimitThatTheApiDemandsIsThereWithoutConfiguration() throws Exception {
        server.then(WireReply.text("Fine."));
        URI url = server.baseUrl();

        ModelEngine.anthropic("m", new Endpoint(url, Optional.of("key"), "claude", Optional.empty()), MINUTE)
                .reply(Conversations.SHORT, MINUTE);

        assertThat(server.requests().getFirst().path("max_tokens").asInt()).isEqualTo(4096);
    }

    @Test
    void theLimitThatTheApiDemandsIsWhatPromptsLeaveOfASmallWindow() throws Exception {
        server.then(WireReply.text("Fine."));
        Capabilities small = new Capabilities(true, true, true, OptionalInt.of(8192));
        Endpoint endpoint = new Endpoint(server.baseUrl(), Optional.of("key"), "claude", Optional.empty(), small);
        ModelEngine engine = ModelEngine.anthropic("m", endpoint, MINUTE);

        engine.reply(Conversations.SHORT, MINUTE);

        int asked = server.requests().getFirst().path("max_tokens").asInt();
        assertThat(asked + engine.room().orElseThrow().tokens().getAsInt()).isEqualTo(8192);
    }
}
