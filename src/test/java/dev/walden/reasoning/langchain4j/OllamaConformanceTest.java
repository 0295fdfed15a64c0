package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.EngineException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class OllamaConformanceTest extends ModelConformance {

    @Override
    ScriptedModelServer server() {
        return ScriptedModelServer.ollama();
    }

    @Override
    Vendor vendor(Endpoint endpoint) {
        return new Ollama("m", endpoint);
    }

    @Override
    String errorInStream() {
        return """
                {"model":"m","message":{"role":"assistant","content":"Half"},"done":false}
                {"error":"secret: an error was encountered while running the model"}
                """;
    }

    @Override
    List<String> wrongRequests() {
        return List.of(
                "{}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":5}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\",\"tool_name\":\"a\"}]}");
    }

    @Test
    void theLengthOfContextAndReplyAreAskedFor() throws Exception {
        server.then(WireReply.text("Fine."));

        engine(new Capabilities(true, true, true, OptionalInt.of(16_384))).reply(Conversations.SHORT, MINUTE);

        JsonNode options = server.requests().getFirst().path("options");
        assertThat(options.path("num_ctx").asInt()).isEqualTo(16_384);
        assertThat(options.path("num_predict").asInt()).isEqualTo(500);
        assertThat(server.keys()).containsExactly("Bearer secret");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatToDoAboutAModelThatIsNotThereIsTold(boolean streamed) {
        server.then(new WireReply.RawStatus(404, "{\"error\":\"model 'test-model' not found\"}"));

        EngineException failure = failure(streamed);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure.getMessage()).contains("If it does not have the model yet: ollama pull test-model.");
    }

    @Test
    void whatToDoAboutAModelWithoutToolsIsTold() {
        server.then(new WireReply.RawStatus(400, "{\"error\":\"test-model does not support tools\"}"));

        assertThat(failure(false).getMessage()).contains("configure tools: false");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorWithTheStatusOfSuccessIsOne(boolean streamed) {
        server.then(new WireReply.Raw("{\"error\":\"secret\"}\n"));

        EngineException failure = failure(streamed);

        assertThat(failure.code()).isEqualTo("engine_error");
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @Test
    void theSchemaOfAnAnswerIsTheFormatWhereNoToolsAreOffered() throws Exception {
        List<JsonNode> requests = toldOfSchema(Capabilities.JsonSchema.WITHOUT_TOOLS);

        assertThat(requests.getFirst().path("format").toString()).isEqualTo(Conversations.SCHEMA);
        assertThat(requests.getLast().has("format")).isFalse();
    }
}
