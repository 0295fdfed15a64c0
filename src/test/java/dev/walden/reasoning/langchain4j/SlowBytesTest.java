package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose bytes come one by one, for ever, or stop half-way, asked for a stream and for the answer in one piece. */
final class SlowBytesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BRIEF = Duration.ofMillis(300);

    /** Characters of one, two, three and four bytes. */
    private static final Completion ANSWER =
            new Completion("Fish & chips: 3 £, or 4 €, 🐟 included.", List.of(), null, "stop");

    private static final Completion CALL =
            new Completion(null, List.of(new Call("a", "search", "{\"query\":\"Ærø 🐟\"}")), null, "tool_calls");

    private final List<String> heard = new ArrayList<>();

    static Stream<Arguments> vendors() {
        return Stream.of(Wired.values())
                .flatMap(vendor -> Stream.of(Arguments.of(vendor, false), Arguments.of(vendor, true)));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void anAnswerOfSingleBytesIsWhole(Wired vendor, boolean streamed) throws Exception {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.Drip(ANSWER), new WireReply.Drip(CALL));
            ModelEngine engine = vendor.engine(server, MINUTE);

            Reasoned words = engine.reply(Conversations.SHORT, MINUTE, hearer(streamed));
            String heardOfWords = String.join("", heard);
            Reasoned call = engine.reply(Conversations.SHORT, MINUTE, hearer(streamed));

            assertThat(words)
                    .isEqualTo(new Reasoned(
                            "m",
                            new Reply.Answer(String.valueOf(ANSWER.text()), List.of()),
                            new TokenUsage(Completion.READ, Completion.WRITTEN)));
            assertThat(heardOfWords).isEqualTo(streamed ? ANSWER.text() : "");
            assertThat(call.reply())
                    .isEqualTo(new Reply.UseTools("", List.of(ToolCall.of("a", "search", Map.of("query", "Ærø 🐟")))));
        }
    }

    /** It is never silent, so that only the time for all of it can end it. That grows until the request had the time to be sent. */
    @ParameterizedTest
    @MethodSource("vendors")
    void anAnswerThatDripsForEverEndsAtItsTime(Wired vendor, boolean streamed) throws Exception {
        try (ScriptedModelServer server = vendor.server()) {
            Duration time = BRIEF.dividedBy(2);
            EngineException failure;
            do {
                time = time.multipliedBy(2);
                server.then(new WireReply.EndlessDrip());
                failure = failure(vendor.engine(server, time), streamed);
            } while (server.requests().isEmpty() && time.compareTo(MINUTE) < 0);

            assertThat(failure.code()).isEqualTo("timeout");
            assertThat(failure.getMessage())
                    .contains("gave no answer within " + time
                            + ". If its model is that slow, raise the engine's timeout");
            assertThat(server.hungUp().await(1, TimeUnit.MINUTES))
                    .as("the connection is closed, so that nobody goes on for nobody")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aBodyThatStopsHalfWayEndsAtItsTime(Wired vendor, boolean streamed) {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.HalfBody(ANSWER), new WireReply.HalfBody(ANSWER));

            assertThat(failure(vendor.engine(server, BRIEF), streamed).code()).isEqualTo("timeout");
            if (streamed) {
                ModelEngine impatient = vendor.engine(server, Capabilities.ALL, MINUTE, BRIEF);
                assertThat(failure(impatient, true).getMessage())
                        .contains("began an answer and then was silent for PT0.3S. Raise its timeout");
            }
        }
    }

    /** What is wrong stands in its head. The error is not waited for like an answer, and has cost nothing. */
    @ParameterizedTest
    @MethodSource("vendors")
    void anErrorWhoseBodyStopsHalfWayIsWhatItsStatusSays(Wired vendor, boolean streamed) {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.HalfRefusal("7"));

            EngineException failure = failure(vendor.engine(server, Duration.ofSeconds(20)), streamed);

            assertThat(failure.code()).isEqualTo("rate_limited");
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(failure.usage()).isEqualTo(TokenUsage.ZERO);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "Engine m answered with HTTP 429. It asked to be left alone for 7 s. Lower the engine's limits");
        }
    }

    private Deltas hearer(boolean streamed) {
        heard.clear();
        return streamed ? heard::add : Deltas.NOBODY;
    }

    private EngineException failure(ModelEngine engine, boolean streamed) {
        return assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(Conversations.SHORT, MINUTE, hearer(streamed)))
                .actual();
    }
}
