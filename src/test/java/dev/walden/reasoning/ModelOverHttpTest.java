package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.langchain4j.Endpoint;
import dev.walden.reasoning.langchain4j.ModelEngine;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.rules.RulesEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway with an engine over real HTTP. */
class ModelOverHttpTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ScriptedModelServer server = ScriptedModelServer.openAi();
    private final ManualRetryClock clock = new ManualRetryClock();
    private final ReasoningGateway gateway = gateway();

    @AfterEach
    void everyRequestWasValid() {
        server.close();
        assertThat(server.complaints()).isEmpty();
    }

    @Test
    void aBusyServerAndACutConnectionAreOvercome() throws Exception {
        server.then(WireReply.rateLimited("7"), new WireReply.Cut(), WireReply.status(503), WireReply.text("At last."));

        Reasoned reasoned = reason(List.of(new Message.User("Hello")));

        assertThat(reasoned.engine()).isEqualTo("gpt");
        assertThat(reasoned.reply()).isEqualTo(new Reply.Answer("At last.", List.of()));
        assertThat(clock.pauses).hasSize(3);
        assertThat(clock.pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aServerThatStaysDownIsReplacedByTheFallback() throws Exception {
        server.answering(request -> WireReply.status(500));

        Reasoned reasoned = reason(List.of(new Message.User("What is 2 + 2?")));

        assertThat(reasoned.engine()).isEqualTo("rules");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aRejectedRequestIsNotRepeated() throws Exception {
        server.then(WireReply.status(400));

        Reasoned reasoned = reason(List.of(new Message.User("Thanks")));

        assertThat(reasoned.engine()).isEqualTo("rules");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807, 4000000000, 4000000000",
        "1e400, 92233720368547758070, 4000000000, 4000000000",
        "-9223372036854775808, 7, 0, 28"
    })
    void tokensThatNoModelCanUseDoNotKeepTheFallbackFromReplying(String in, String out, long read, long written)
            throws Exception {
        server.answering(request -> new WireReply.Raw(
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out + "}}"));

        Reasoned reasoned = reason(List.of(new Message.User("Thanks")));

        assertThat(reasoned.engine()).isEqualTo("rules");
        assertThat(reasoned.usage()).isEqualTo(new TokenUsage(read, written));
    }

    @Test
    void aTaskOfSeveralStepsIsOneGrowingConversation() throws Exception {
        server.then(
                WireReply.calls(
                        new WireReply.Call("x", "search", "{\"query\":\"a\"}"),
                        new WireReply.Call("x2", "search", "oops")),
                WireReply.calls(new WireReply.Call("x", "search", "{\"query\":\"b\"}")),
                WireReply.text("Both found."));
        List<Message> messages = new ArrayList<>(List.of(new Message.User("Find a and b.")));
        int calls = 0;

        Reply reply = reason(messages).reply();
        while (reply instanceof Reply.UseTools tools) {
            List<ToolCall> numbered = new ArrayList<>();
            for (ToolCall call : tools.calls()) {
                String id = "c" + ++calls;
                numbered.add(call.malformed()
                        .map(text -> new ToolCall(id, call.tool(), Map.of(), text))
                        .orElseGet(() -> ToolCall.of(id, call.tool(), call.arguments())));
            }
            messages.add(new Message.Assistant(tools.text(), numbered));
            numbered.forEach(call -> messages.add(new Message.ToolResult(
                    call.id(), call.tool(), "ok", call.malformed().isEmpty(), false)));
            reply = reason(messages).reply();
        }

        assertThat(reply).isEqualTo(new Reply.Answer("Both found.", List.of()));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().getLast().path("messages")).hasSize(7);
    }

    private Reasoned reason(List<Message> messages) throws InterruptedException {
        Prompt prompt = gateway.compose(
                List.of(),
                messages,
                List.of(Prompts.tool(
                        "search", "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}}}")));
        return gateway.reason(prompt, Optional.empty(), MINUTE);
    }

    private ReasoningGateway gateway() {
        Endpoint endpoint = new Endpoint(server.baseUrl(), Optional.empty(), "test-model", Optional.of(500));
        Map<String, Engine> engines =
                Map.of("gpt", ModelEngine.openAi("gpt", endpoint, MINUTE), "rules", new RulesEngine("rules"));
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), engines.keySet(), Prices.NONE);
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        return new EngineGateway(
                engines,
                "gpt",
                List.of("rules"),
                Instructions.load(Instructions.CURRENT),
                attempts,
                clock,
                Prices.NONE);
    }
}
