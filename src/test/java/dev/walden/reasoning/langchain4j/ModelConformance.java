package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What every engine that is a model must do, over HTTP, whoever makes it; most of it with the answer in one piece and as a stream. */
abstract class ModelConformance {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final TokenUsage COUNTED = new TokenUsage(100, 20);

    final ScriptedModelServer server = server();
    final List<String> heard = new ArrayList<>();

    /** A server of the vendor's API. */
    abstract ScriptedModelServer server();

    abstract Vendor vendor(Endpoint endpoint);

    /** The beginning of a stream that words were already heard of, and an error then. */
    abstract String errorInStream();

    @AfterEach
    void everyRequestWasValid() {
        server.close();
        assertThat(server.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsAreAnAnswerWithTheTokensThatWereCounted(boolean streamed) throws Exception {
        server.then(WireReply.text("Done, and \"more\" ü."));

        assertThat(ask(streamed, Conversations.SHORT))
                .isEqualTo(new Reasoned("m", new Reply.Answer("Done, and \"more\" ü.", List.of()), COUNTED));
        assertThat(heard).isEqualTo(streamed ? List.of("Done, and ", "\"more\" ü.") : List.of());
        assertThat(server.requests().getFirst().path("stream").asBoolean(false)).isEqualTo(streamed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parallelCallsKeepTheirOrderIdsAndArguments(boolean streamed) throws Exception {
        server.then(WireReply.calls(
                "Let me see.",
                new Call("a", "search", "{\"query\":\"x\",\"n\":3,\"p\":0.1,\"deep\":{\"list\":[1,null]}}"),
                new Call("b", "search", "{\"query\":\"y\"}"),
                new Call("c", "clock", "{}")));

        Reply.UseTools reply =
                (Reply.UseTools) ask(streamed, Conversations.SHORT).reply();

        assertThat(reply.text()).isEqualTo("Let me see.");
        assertThat(reply.calls()).extracting(ToolCall::id).containsExactly("a", "b", "c");
        assertThat(reply.calls().getFirst().arguments())
                .containsEntry("n", 3L)
                .containsEntry("p", new BigDecimal("0.1"))
                .containsKey("deep");
        assertThat(reply.calls().get(1)).isEqualTo(ToolCall.of("b", "search", Map.of("query", "y")));
        assertThat(reply.calls().get(2)).isEqualTo(ToolCall.of("c", "clock", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsOfUnknownToolsAndArgumentsThatBreakTheSchemaAreToldAsTheyAre(boolean streamed) throws Exception {
        server.then(WireReply.calls(new Call("a", "no_such_tool", "{\"query\":5,\"more\":true}")));

        assertThat(ask(streamed, Conversations.SHORT).reply())
                .isEqualTo(new Reply.UseTools(
                        "", List.of(ToolCall.of("a", "no_such_tool", Map.of("query", 5L, "more", true)))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConversationOfEveryKindIsValid(boolean streamed) throws Exception {
        server.then(WireReply.text("Fine."));

        ask(streamed, Conversations.LONG);

        assertThat(server.requests().getFirst().toString())
                .contains("The call failed. Not an object.", "No result is known.", "malformed_arguments");
    }

    @Test
    void notesFollowWhatTheyAreAbout() throws Exception {
        server.then(WireReply.text("Fine."));

        ask(false, Conversations.NOTED);

        assertThat(server.requests().getFirst().path("messages").toString())
                .contains("No such place.\\n\\nNote of Walden on the step before: Mend the arguments.")
                .containsSubsequence("{}", "Note of Walden on the step before: The answer does not fit.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSchemaOfAnAnswerIsToldInWordsAndNamesItsSources(boolean streamed) throws Exception {
        Prompt prompt = Conversations.LONG.answering(Conversations.SCHEMA);
        server.then(WireReply.text("{\"n\":3,\"of\":[\"m1\",\"m2\"]}"));

        Reply reply = ask(streamed, prompt).reply();

        assertThat(reply).isEqualTo(new Reply.Answer("{\"n\":3,\"of\":[\"m1\",\"m2\"]}", List.of("m1")));
        assertThat(server.requests().getFirst().toString())
                .contains("JSON Schema:\\n{\\\"type\\\":\\\"object\\\"")
                .doesNotContain("response_format", "output_config", "\"format\"");
    }

    /** What a request says of the schema of an answer, without tools and beside them. */
    final List<JsonNode> toldOfSchema(Capabilities.JsonSchema when) throws Exception {
        var able = new Capabilities(true, true, true, OptionalInt.empty(), 8000, when);
        for (Prompt prompt : List.of(Prompts.of(new Message.User("Do it.")), Conversations.SHORT)) {
            server.then(WireReply.text("{}"));
            engine(able).reply(prompt.answering(Conversations.SCHEMA), MINUTE);
        }
        return server.requests();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatReachedTheLimitIsNone(boolean streamed) {
        server.then(
                new WireReply.Completion("Half an ans", List.of(), null, "length"),
                new WireReply.Completion(null, List.of(new Call("a", "clock", "{}")), null, "length"));
        List<EngineException> failures = List.of(failure(streamed), failure(streamed));

        assertThat(failures.getFirst().code()).isEqualTo("output_truncated");
        assertThat(failures).extracting(EngineException::retryable).containsOnly(false);
        assertThat(failures).extracting(EngineException::usage).containsOnly(COUNTED);
    }

    @ParameterizedTest
    @CsvSource({
        "429, rate_limited, true",
        "500, engine_error, true",
        "529, engine_error, true",
        "400, engine_rejected, false",
        "404, engine_rejected, false",
        "401, engine_denied, false"
    })
    void anErrorStatusTellsWhetherToTryAgain(int status, String code, boolean retryable) {
        server.then(WireReply.status(status), WireReply.status(status));
        List<EngineException> failures = List.of(failure(false), failure(true));

        assertThat(failures).extracting(EngineException::code).containsOnly(code);
        assertThat(failures).extracting(EngineException::retryable).containsOnly(retryable);
        assertThat(failures)
                .allMatch(failure -> failure.getMessage().startsWith("Engine m answered with HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTimeThatAServerAsksForIsTold(boolean streamed) {
        server.then(WireReply.rateLimited("7"));

        assertThat(failure(streamed).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsCutNeverPassesForAnAnswer(boolean streamed) {
        server.then(new WireReply.Cut(), new WireReply.Unfinished());
        List<EngineException> failures = List.of(failure(streamed), failure(streamed));

        assertThat(failures).extracting(EngineException::code).containsOnly("connection_failed");
        assertThat(failures).extracting(EngineException::retryable).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsNoAnswerIsNotRepeated(boolean streamed) {
        server.then(
                new WireReply.Raw("{\"secret-1\""),
                new WireReply.Raw("event: message_start\ndata: {\"secret-1\n\n"),
                new WireReply.Raw("{\"secret-1\":[]}"));

        for (int i = 0; i < 3; i++) {
            EngineException failure = failure(streamed);
            assertThat(failure.code()).isIn("engine_error", "connection_failed");
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.getMessage()).doesNotContain("secret-1");
        }
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsAPassingFailure() {
        server.then(new WireReply.Raw(errorInStream()));

        EngineException failure = failure(true);

        assertThat(heard).containsExactly("Half");
        assertThat(failure.code()).isEqualTo("engine_error");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorInThePlaceOfAnAnswerIsAPassingFailure(boolean streamed) {
        String error = "{\"error\":{\"message\":\"secret\",\"type\":\"overloaded_error\"}}";
        server.then(new WireReply.Raw(streamed ? "event: error\ndata: " + error + "\n\n" : error));

        assertThat(failure(streamed).code()).isEqualTo("engine_error");
    }

    @Test
    void anAnswerInOnePieceToARequestForAStreamIsTheAnswer() throws Exception {
        WireReply.Completion words = new WireReply.Completion("All at once.", List.of(), null, "stop");
        WireReply.Completion call =
                new WireReply.Completion(null, List.of(new Call("a", "clock", "{}")), null, "tool_calls");
        server.then(new WireReply.Whole(words), new WireReply.Whole(call));

        assertThat(ask(true, Conversations.SHORT))
                .isEqualTo(new Reasoned("m", new Reply.Answer("All at once.", List.of()), COUNTED));
        assertThat(ask(true, Conversations.SHORT).reply())
                .isInstanceOfSatisfying(
                        Reply.UseTools.class,
                        reply -> assertThat(reply.calls())
                                .singleElement()
                                .isEqualTo(ToolCall.of(reply.calls().getFirst().id(), "clock", Map.of())));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aModelThatIsNotToStreamIsAskedForTheWholeAnswerAlthoughSomebodyHears() throws Exception {
        server.then(WireReply.text("All at once."));

        Reasoned reasoned = engine(new Capabilities(true, true, false, OptionalInt.empty()))
                .reply(Conversations.SHORT, MINUTE, heard::add);

        assertThat(reasoned).isEqualTo(new Reasoned("m", new Reply.Answer("All at once.", List.of()), COUNTED));
        assertThat(server.requests().getFirst().path("stream").asBoolean(false)).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aStreamIsWholeBeforeItsConnectionIsFreeAndTheNextOneSharesIt() throws Exception {
        Semaphore end = new Semaphore(0);
        WireReply.Completion fine = new WireReply.Completion("Fine.", List.of(), null, "stop");
        server.answering(_ -> new WireReply.Lingering(fine, end));
        ModelEngine engine = engine(Capabilities.ALL);

        for (int asked = 1; asked <= 20; asked++) {
            engine.reply(Conversations.SHORT, MINUTE, heard::add); // does not wait for the end
            end.release();
            int all = asked;
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.answered() == all);
        }

        assertThat(server.connections()).isLessThan(20);
    }

    @Test
    void aStreamThatGoesSilentIsGivenUp() {
        server.then(new WireReply.Stalled(), new WireReply.Stalled());
        ModelEngine impatient = engine(Capabilities.ALL, MINUTE, Duration.ofSeconds(1));
        ModelEngine brief = engine(Capabilities.ALL, Duration.ofMillis(50), MINUTE);

        assertThat(failure(impatient, true).getMessage()).contains("began an answer and then was silent");
        assertThat(failure(brief, true).getMessage()).contains("gave no answer within");
        assertThat(heard).contains("Half an ");
    }

    @Test
    void aStreamThatHasNotBegunHasTheWholeTime() {
        server.then(new WireReply.Opened());

        EngineException failure = failure(engine(Capabilities.ALL, Duration.ofMillis(200), Duration.ofMillis(1)), true);

        assertThat(failure.getMessage()).contains("gave no answer within PT0.2S");
    }

    @Test
    void aStreamWithoutEndIsCutOff() {
        server.then(new WireReply.Flood());

        EngineException failure = failure(true);

        assertThat(failure.getMessage()).contains("sent more than");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void anInterruptClosesTheConnectionOfAStream() throws Exception {
        server.then(new WireReply.Flood());
        Deltas interrupting = _ -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> engine(Capabilities.ALL).reply(Conversations.SHORT, MINUTE, interrupting))
                .isInstanceOf(InterruptedException.class);

        assertThat(server.hungUp().await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aModelWithoutToolsReadsOfThemInWords() throws Exception {
        server.then(WireReply.text("Fine."));

        engine(new Capabilities(false, true, true, OptionalInt.empty())).reply(Conversations.LONG, MINUTE);

        JsonNode request = server.requests().getFirst();
        assertThat(request.path("tools")).isEmpty();
        assertThat(request.path("messages").toString())
                .contains("Result of search (call_2):", "Called search (call_2) with {")
                .doesNotContain("tool_use", "tool_result", "tool_call_id", "\"tool\"");
    }

    @Test
    void callsOfEarlierTurnsAreToldInWordsWhereNoToolsAreOffered() throws Exception {
        Prompt bare = Prompts.with(List.of(), Conversations.LONG.messages(), List.of());
        server.then(WireReply.text("Fine."));

        ask(false, bare);

        assertThat(server.requests().getFirst().path("messages").toString()).contains("Result of search (call_2):");
    }

    final Reasoned ask(boolean streamed, Prompt prompt) throws Exception {
        return engine(Capabilities.ALL).reply(prompt, MINUTE, hearer(streamed));
    }

    final EngineException failure(boolean streamed) {
        return failure(engine(Capabilities.ALL), streamed);
    }

    final EngineException failure(ModelEngine engine, boolean streamed) {
        return assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(Conversations.SHORT, MINUTE, hearer(streamed)))
                .actual();
    }

    /** The request that an engine sends which calls one tool at a time. */
    final JsonNode oneAtATime(Prompt prompt) throws Exception {
        server.then(WireReply.text("Fine."));
        engine(new Capabilities(true, false, true, OptionalInt.empty())).reply(prompt, MINUTE);
        return server.requests().getLast();
    }

    final ModelEngine engine(Capabilities capabilities) {
        return engine(capabilities, MINUTE, MINUTE);
    }

    private ModelEngine engine(Capabilities capabilities, Duration timeout, Duration silence) {
        Endpoint endpoint =
                new Endpoint(server.baseUrl(), Optional.of("secret"), "test-model", Optional.of(500), capabilities);
        return new ModelEngine("m", vendor(endpoint), endpoint, timeout, silence);
    }

    private Deltas hearer(boolean streamed) {
        return streamed ? heard::add : Deltas.NOBODY;
    }

    /** Without messages the real servers refuse a request, and the checks are no better than what they find. */
    @Test
    void theCheckingServerFindsWhatTheRealOneWouldReject() throws Exception {
        try (ScriptedModelServer strict = server();
                java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            for (String wrong : wrongRequests()) {
                var request = java.net.http.HttpRequest.newBuilder(
                                java.net.URI.create(strict.baseUrl() + strict.path()))
                        .header("x-api-key", "secret")
                        .header("anthropic-version", "2023-06-01")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(wrong));
                client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding());
            }
            assertThat(strict.complaints()).hasSameSizeAs(wrongRequests());
        }
    }

    /** Requests with one mistake each. */
    abstract List<String> wrongRequests();
}
