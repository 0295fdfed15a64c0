package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
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

/** What is heard of replies when attempts fail. */
final class DeltasOverHttpTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ScriptedModelServer server = ScriptedModelServer.openAi();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void everyRequestWasValid() {
        server.close();
        assertThat(server.complaints()).isEmpty();
    }

    @Test
    void wordsOfAnAttemptThatFailedAreTakenBackBeforeTheNext() throws Exception {
        server.then(WireReply.status(503), new WireReply.Unfinished(), WireReply.text("At last."));

        Reasoned reasoned = reason("Hello");

        assertThat(reasoned.reply()).isEqualTo(new Reply.Answer("At last.", List.of()));
        assertThat(heard).containsExactly("Half an ", "answer.", "AGAIN", "At l", "ast.");
    }

    @Test
    void wordsAreTakenBackWhenAnotherEngineAnswersInOnePiece() throws Exception {
        server.answering(_ -> new WireReply.Unfinished());

        Reasoned reasoned = reason("What is 2 + 2?");

        assertThat(reasoned.engine()).isEqualTo("rules");
        assertThat(heard).hasSize(12).endsWith("AGAIN");
    }

    @Test
    void nothingIsTakenBackWhenNothingWasHeard() throws Exception {
        server.answering(_ -> WireReply.status(500));

        reason("What is 2 + 2?");

        assertThat(heard).isEmpty();
    }

    private Reasoned reason(String words) throws InterruptedException {
        Endpoint endpoint = new Endpoint(server.baseUrl(), Optional.empty(), "test-model", Optional.empty());
        Map<String, Engine> engines =
                Map.of("gpt", ModelEngine.openAi("gpt", endpoint, MINUTE), "rules", new RulesEngine("rules"));
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), engines.keySet(), Prices.NONE);
        ManualRetryClock clock = new ManualRetryClock();
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        ReasoningGateway gateway = new EngineGateway(
                engines,
                "gpt",
                List.of("rules"),
                Instructions.load(Instructions.CURRENT),
                attempts,
                clock,
                Prices.NONE);
        Prompt prompt = gateway.compose(List.of(), List.of(new Message.User(words)), List.of());
        return gateway.reason(prompt, Optional.empty(), MINUTE, new Hearer());
    }

    private final class Hearer implements Deltas {
        @Override
        public void heard(String text) {
            heard.add(text);
        }

        @Override
        public void again() {
            heard.add("AGAIN");
        }
    }
}
