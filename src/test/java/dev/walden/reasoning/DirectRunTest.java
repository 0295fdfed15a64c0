package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.langchain4j.Endpoint;
import dev.walden.reasoning.langchain4j.ModelEngine;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.rules.RulesEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to run a procedure where the wanted engine is a model at the other end of a real wire. */
class DirectRunTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final OfferedProcedure NOTE = new OfferedProcedure("note", "Notes.", true);
    private static final Procedure TWO_STEPS = new Procedure(
            "note",
            List.of(
                    new Procedure.Step("now", "clock", Map.of()),
                    new Procedure.Step("save", "write_file", Map.of("content", "At {{steps.now.result}}"))),
            "");

    private final ScriptedModelServer server = ScriptedModelServer.openAi();
    private final ReasoningGateway gateway = gateway(server.baseUrl());
    private final List<Message> messages = new ArrayList<>();

    @AfterEach
    void everyRequestWasValid() {
        server.close();
        assertThat(server.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt", "rules"})
    void aRunAsksNoModelFromItsFirstStepToItsAnswer(String engine) throws Exception {
        Optional<String> wanted = Optional.of(engine).filter(name -> !name.isEmpty());

        Reasoned last = wholeRun(gateway, wanted);

        assertThat(last.engine()).isEqualTo("rules");
        assertThat(last.reply())
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).startsWith("I ran note, 2 steps."));
        assertThat(messages)
                .filteredOn(Message.ToolResult.class::isInstance)
                .extracting(result -> ((Message.ToolResult) result).tool())
                .containsExactly("use_skill", "clock", "write_file");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRunNeedsNobodyToListen() throws Exception {
        try (Socket bound = new Socket()) { // and not listening: whoever connects is refused, and nobody takes the port
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI nobody = URI.create("http://127.0.0.1:" + bound.getLocalPort() + "/v1");

            Reasoned last = wholeRun(gateway(nobody), Optional.empty());

            assertThat(last.reply()).isInstanceOf(Reply.Answer.class);
        }
    }

    @Test
    void aRunThatStopsIsToldAndNotGivenToTheModel() throws Exception {
        reply("run note with a=1", NOTE);
        result("The procedure note has no input a.", false);

        assertThat(reason("run note with a=1", NOTE))
                .returns("rules", Reasoned::engine)
                .extracting(Reasoned::reply)
                .isEqualTo(new Reply.Refusal("I did not run note. The procedure note has no input a."));
        assertThat(server.requests()).isEmpty();
    }

    /** As when the service was started again, and the file of the skill went meanwhile. */
    @Test
    void aRunThatHasBegunGoesOnWhateverIsOffered() throws Exception {
        reply("run note", NOTE);
        result(TWO_STEPS.text(), true);

        assertThat(reason("run note")).returns("rules", Reasoned::engine);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run other",
                "run note with friends",
                "run note with a=1, a=2",
                "run note and tell me",
                "Please greet Ann.",
                "run words"
            })
    void everythingElseIsAskedOfTheWantedEngine(String words) throws Exception {
        server.then(WireReply.text("Done."));

        Reasoned reasoned = reason(words, NOTE, new OfferedProcedure("words", "Has instructions only.", false));

        assertThat(reasoned).returns("gpt", Reasoned::engine);
        assertThat(server.requests()).hasSize(1);
    }

    /** Its file was changed since it was offered. */
    @Test
    void instructionsThatTurnUpInsteadOfStepsAreFollowedByTheModel() throws Exception {
        server.then(WireReply.text("Good day, Ann."));
        reply("run note", NOTE);
        result(new Procedure("note", List.of(), "Greet Ann.").text(), true);

        assertThat(reason("run note", NOTE)).returns("gpt", Reasoned::engine);
    }

    /** The procedure was not there when the task began. */
    @Test
    void whatAModelHasBegunStaysTheModels() throws Exception {
        server.then(WireReply.text("Noted."));
        ToolCall clock = ToolCall.of("c1", "clock", Map.of());
        messages.add(new Message.Assistant("I look at the clock.", List.of(clock)));
        result("12:00", true);

        assertThat(reason("run note", NOTE)).returns("gpt", Reasoned::engine);
    }

    /** It got the procedure as a run does, and made the first step in its own way. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStepThatAModelMadeIsNotMadeAgain(boolean offered) throws Exception {
        server.then(WireReply.text("Noted."));
        reply("run note", NOTE);
        result(TWO_STEPS.text(), true);
        step("clock", Map.of("zone", "UTC"), true);

        assertThat(offered ? reason("run note", NOTE) : reason("run note")).returns("gpt", Reasoned::engine);
    }

    @Test
    void whatAModelDidBesideTheStepsStaysTheModels() throws Exception {
        server.then(WireReply.text("Noted."));
        reply("run note", NOTE);
        result(TWO_STEPS.text(), true);
        step("write_file", Map.of("content", "first"), true);
        step("clock", Map.of(), true);

        assertThat(reason("run note", NOTE)).returns("gpt", Reasoned::engine);
    }

    @Test
    void whoGoesOnBehindAStepThatFailedIsAModel() throws Exception {
        server.then(WireReply.text("Noted."));
        reply("run note", NOTE);
        result(TWO_STEPS.text(), true);
        step("clock", Map.of(), false);
        step("clock", Map.of(), true);

        assertThat(reason("run note", NOTE)).returns("gpt", Reasoned::engine);
    }

    /** The rules are the fallback of a model that failed in the middle of its own way. */
    @Test
    void theFallbackMakesNoStepOfAModelAgain() throws Exception {
        reply("run note", NOTE);
        result(TWO_STEPS.text(), true);
        step("clock", Map.of("zone", "UTC"), true);

        assertThatThrownBy(() -> new RulesEngine("rules").standIn().reply(prompt("run note", NOTE), MINUTE))
                .isInstanceOf(EngineException.class);
    }

    private Reasoned wholeRun(ReasoningGateway asked, Optional<String> engine) throws InterruptedException {
        Reasoned reasoned = asked.reason(prompt("run note", NOTE), engine, MINUTE);
        while (reasoned.reply() instanceof Reply.UseTools wanted) {
            messages.add(new Message.Assistant("", wanted.calls()));
            result(wanted.calls().getFirst().tool().equals(Procedure.TOOL) ? TWO_STEPS.text() : "12:00", true);
            reasoned = asked.reason(prompt("run note", NOTE), engine, MINUTE);
        }
        return reasoned;
    }

    private void reply(String words, OfferedProcedure... offered) throws InterruptedException {
        Reply.UseTools wanted = (Reply.UseTools) reason(words, offered).reply();
        messages.add(new Message.Assistant("", wanted.calls()));
    }

    private void step(String tool, Map<String, @Nullable Object> arguments, boolean succeeded) {
        messages.add(new Message.Assistant("", List.of(ToolCall.of("c" + messages.size(), tool, arguments))));
        result("12:00", succeeded);
    }

    private void result(String text, boolean succeeded) {
        ToolCall call = ((Message.Assistant) messages.getLast()).toolCalls().getFirst();
        messages.add(new Message.ToolResult(call.id(), call.tool(), text, succeeded, true));
    }

    private Reasoned reason(String words, OfferedProcedure... offered) throws InterruptedException {
        return gateway.reason(prompt(words, offered), Optional.empty(), MINUTE);
    }

    private Prompt prompt(String words, OfferedProcedure... offered) {
        List<Message> all = new ArrayList<>();
        all.add(new Message.User(words));
        all.addAll(messages);
        return Prompts.with(
                        List.of(),
                        all,
                        Stream.of("use_skill", "clock", "write_file")
                                .map(name -> Prompts.tool(name, "{\"type\":\"object\"}"))
                                .toList())
                .offering(List.of(offered));
    }

    private static ReasoningGateway gateway(URI baseUrl) {
        Endpoint endpoint = new Endpoint(baseUrl, Optional.empty(), "test-model", Optional.of(500));
        Map<String, Engine> engines =
                Map.of("gpt", ModelEngine.openAi("gpt", endpoint, MINUTE), "rules", new RulesEngine("rules"));
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), engines.keySet(), Prices.NONE);
        ManualRetryClock clock = new ManualRetryClock();
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        return new EngineGateway(
                engines, "gpt", List.of(), Instructions.load(Instructions.CURRENT), attempts, clock, Prices.NONE);
    }
}
