package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.rules.RulesEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules in the place of a model that cannot be reached, with tools that change something. */
class RulesStandInTest {

    private static final String KING = "Who is the king of Spain?";

    private final EngineGateway gateway = gateway();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Remember that my cat is called Tom. " + KING,
                KING + " Remember that my cat is called Tom.",
                "I like tea. " + KING,
                "Forget my cat. " + KING,
                "Write hello to a.txt. " + KING,
                "Post hello to http://127.0.0.1/x. " + KING,
                "What is 2 + 2? Write the result to a.txt. " + KING,
                "Post hello to http://127.0.0.1/x. Remember the result as my note. What is my note?",
                "Write hello to a.txt. Write the result to b.txt."
            })
    void nothingIsDoneForATaskThatCannotBeDoneWholly(String task) throws Exception {
        assertThat(reply(List.of(new Message.User(task)), allTools()))
                .isEqualTo(new Reply.Unavailable(
                        "engine_error", "Broken. Engine rules cannot do this task by fixed rules."));
    }

    @Test
    void nothingIsDoneOfATaskWithMoreRequestsThanTheRulesTake() throws Exception {
        String task = "Remember that my cat is called Tom. ".repeat(21);

        assertThat(reply(List.of(new Message.User(task)), allTools())).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void nothingIsDoneWhenTheToolOfALaterStepIsMissing() throws Exception {
        String task = "Post hello to http://127.0.0.1/x. Remember the result as my note.";

        Reply reply = reply(List.of(new Message.User(task)), tools("http_request"));

        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Remember that my cat is called Tom. What is my cat called?           | remember
            What is my cat called? Remember that my cat is called Tom.           | remember
            Write hello to a.txt. Where do I live?                               | write_file
            Write hello to a.txt. Where do I work?                               | write_file
            Add 2 and 2. Remember the result as my number. What is my number?    | calculator
            """)
    void whatMemoryTheSessionAndTheTaskItselfAnswerIsBegun(String task, String tool) throws Exception {
        Reply reply = reply(
                List.of(
                        new Message.User("I work in Paris."),
                        new Message.Assistant("Noted.", List.of()),
                        new Message.User(task)),
                allTools());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.UseTools.class,
                        wanted -> assertThat(wanted.calls())
                                .extracting(ToolCall::tool)
                                .containsExactly(tool));
    }

    @Test
    void whatHasBegunEndsInAnAnswerEvenIfAToolFails() throws Exception {
        ToolCall write = ToolCall.of("c1", "write_file", Map.of("path", "a.txt", "content", "hello"));
        ToolCall remember = ToolCall.of("c2", "remember", Map.of("text", "My cat is called Tom."));
        List<Message> messages = new ArrayList<>();
        messages.add(
                new Message.User("Write hello to a.txt. Remember that my cat is called Tom. What is my cat called?"));
        Reply first = reply(messages, allTools());
        messages.add(new Message.Assistant("", List.of(write, remember)));
        messages.add(new Message.ToolResult("c1", "write_file", "Done.", true, true));
        messages.add(new Message.ToolResult("c2", "remember", "Memory is full.", false, true));

        Reply last = reply(messages, allTools());

        assertThat(first).isEqualTo(new Reply.UseTools("", List.of(write, remember)));
        assertThat(last)
                .isInstanceOfSatisfying(
                        Reply.Answer.class,
                        answer -> assertThat(answer.text())
                                .contains("I wrote a.txt.", "Memory is full.", "I do not know the answer"));
    }

    private Reply reply(List<Message> messages, List<ToolDescriptor> tools) throws InterruptedException {
        RecalledItem home = new RecalledItem("m1", "fact", "I live in Rome.", 1, true);
        return gateway.reason(Prompts.with(List.of(home), messages, tools), Optional.empty(), Duration.ofMinutes(1))
                .reply();
    }

    private static List<ToolDescriptor> allTools() {
        return tools("calculator", "remember", "forget", "write_file", "http_request");
    }

    private static List<ToolDescriptor> tools(String... names) {
        return Stream.of(names)
                .map(name -> Prompts.tool(name, "{\"type\":\"object\"}"))
                .toList();
    }

    private static EngineGateway gateway() {
        EngineException broken = EngineException.serverError("Broken.", Optional.empty());
        Map<String, Engine> engines = Map.of("one", new FakeEngine("one", broken), "rules", new RulesEngine("rules"));
        ManualRetryClock clock = new ManualRetryClock();
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), engines.keySet(), Prices.NONE);
        Attempts attempts = new Attempts(new Backoff(new SplittableRandom(1)), clock, metrics, Guards.NONE);
        return new EngineGateway(
                engines,
                "one",
                List.of("rules"),
                Instructions.load(Instructions.CURRENT),
                attempts,
                clock,
                Prices.NONE);
    }
}
