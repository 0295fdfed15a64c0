package dev.walden.reasoning.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedEngineTest {

    private static final String YAML = """
            scripts:
              - match: "(?i)weather"
                steps:
                  - text: Let me see.
                    tools:
                      - tool: http_request
                        arguments: {method: GET, url: "https://example.org/{{step}}", tries: 2}
                      - tool: clock
                        malformed: "{zone:"
                    repeat: 2
                  - answer: "You asked {{input}} and got {{result}}."
                    sources: [item-1]
                    usage: {input: 900, output: 20}
              - match: outage
                steps:
                  - unavailable: rate_limited
              - match: bad
                steps:
                  - refusal: I will not.
            """;

    @TempDir
    Path folder;

    @Test
    void theFirstScriptThatMatchesTheInputGivesTheReply() throws Exception {
        Reply reply = ask(engine(YAML), "Something bad");

        assertThat(reply).isEqualTo(new Reply.Refusal("I will not."));
    }

    @Test
    void callsHavePlaceholdersFilledAndNumbersAsToolsGetThem() throws Exception {
        Reply reply = ask(engine(YAML), "Weather in Rome");

        ToolCall request =
                ToolCall.of("c1", "http_request", Map.of("method", "GET", "url", "https://example.org/1", "tries", 2L));
        ToolCall clock = new ToolCall("c2", "clock", Map.of(), "{zone:");
        assertThat(reply).isEqualTo(new Reply.UseTools("Let me see.", List.of(request, clock)));
    }

    @Test
    void theStepFollowsFromTheRepliesTheTaskHasHad() throws Exception {
        ScriptedEngine engine = engine(YAML);
        List<Message> messages = new ArrayList<>(List.of(
                new Message.User("Weather before"),
                new Message.Assistant("An earlier turn.", List.of()),
                new Message.User("Weather in Rome")));
        step(messages, 1, "sunny");

        Reply second = reply(engine, messages).reply();
        step(messages, 3, "windy");
        Reasoned third = reply(engine, messages);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Reply.UseTools.class,
                        tools -> assertThat(tools.calls().getFirst().id()).isEqualTo("c3"));
        assertThat(third.reply())
                .isEqualTo(new Reply.Answer("You asked Weather in Rome and got windy.", List.of("item-1")));
        assertThat(third.usage()).isEqualTo(new TokenUsage(900, 20));
    }

    @Test
    void theSamePromptGetsTheSameReply() throws Exception {
        ScriptedEngine engine = engine(YAML);

        assertThat(ask(engine, "Weather")).isEqualTo(ask(engine, "Weather"));
    }

    @Test
    void aScriptedOutageIsAFailureThatIsNotRetried() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ask(engine(YAML), "outage"))
                .matches(failure -> failure.code().equals("rate_limited") && !failure.retryable());
    }

    @Test
    void aTaskThatNoScriptMatchesGetsNoReply() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ask(engine(YAML), "Hello"))
                .matches(failure -> failure.code().equals("script_unmatched"));
    }

    @Test
    void aTaskBeyondItsScriptGetsNoReply() {
        List<Message> messages = new ArrayList<>(List.of(new Message.User("bad")));
        step(messages, 1, "x");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> reply(engine(YAML), messages))
                .matches(failure -> failure.code().equals("script_exhausted"));
    }

    @Test
    void jsonLinesAreStepsForEveryTask() throws Exception {
        Path file = Files.writeString(folder.resolve("replies.jsonl"), """
                {"answer": "One."}

                {"answer": "Two."}
                """);
        ScriptedEngine engine = ScriptedEngine.load("demo", file, Duration.ZERO);
        List<Message> messages = new ArrayList<>(List.of(new Message.User("Anything")));
        messages.add(new Message.Assistant("One.", List.of()));

        Reply second = reply(engine, messages).reply();

        assertThat(second).isEqualTo(new Reply.Answer("Two.", List.of()));
    }

    @Test
    void theFileThatIsDocumentedIsReadAsItSays() throws Exception {
        String chapter = Files.readString(Path.of("docs/engines.md")).split("## A script instead of a model", -1)[1];
        ScriptedEngine engine = engine(chapter.split("```yaml\n", -1)[1].split("```", -1)[0]);

        assertThat(ask(engine, "Weather in Rome"))
                .isInstanceOfSatisfying(
                        Reply.UseTools.class,
                        tools -> assertThat(tools.calls().getFirst().arguments())
                                .containsEntry("url", "https://example.org/1"));
        assertThat(ask(engine, "Hello")).isInstanceOf(Reply.Refusal.class);
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> ask(engine, "outage"));
    }

    @Test
    void aLatencyBeyondTheTimeGivenIsATimeout() throws Exception {
        ScriptedEngine engine = engine("latency: 10s\nscripts: [{steps: [{answer: late}]}]");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(Prompts.of(new Message.User("x")), Duration.ofMillis(1)))
                .matches(failure -> failure.code().equals("timeout"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scripts: [{steps: [{say: x}]}]                        | unknown name say; known are answer, latency
            scripts: [{steps: [{answer: x, refusal: y}]}]         | exactly one of tools, answer, refusal and unavailable
            scripts: [{steps: [{tools: []}]}]                     | tools has at least one call
            scripts: [{steps: [{tools: [{arguments: {}}]}]}]      | tools[0]: tool is missing
            scripts: [{match: '(', steps: []}]                    | match is a regular expression
            scripts: [{steps: [{answer: x, latency: soon}]}]      | latency is a time such as 200ms
            scripts: [{steps: [{answer: x, repeat: 0}]}]          | repeat is 1 or more
            scripts: {}                                           | scripts is a list
            just words                                            | a mapping (name: value) is expected here
            'scripts: [' | is not YAML
            """)
    void aWrongFileIsRefusedWithThePlaceAndWhatIsExpected(String yaml, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> engine(yaml)).withMessageContaining(message);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedEngine.load("demo", folder.resolve("none.yaml"), Duration.ZERO))
                .withMessageContaining("none.yaml");
    }

    private static void step(List<Message> messages, int call, String result) {
        ToolCall toolCall = ToolCall.of("c" + call, "http_request", Map.of());
        ToolCall other = ToolCall.of("c" + (call + 1), "clock", Map.of());
        messages.add(new Message.Assistant("", List.of(toolCall, other)));
        messages.add(new Message.ToolResult("c" + call, "http_request", result, true, false));
        messages.add(new Message.ToolResult("c" + (call + 1), "clock", result, true, true));
    }

    private static Reply ask(ScriptedEngine engine, String input) throws EngineException, InterruptedException {
        return reply(engine, List.of(new Message.User(input))).reply();
    }

    private static Reasoned reply(ScriptedEngine engine, List<Message> messages)
            throws EngineException, InterruptedException {
        return engine.reply(Prompts.of(messages.toArray(Message[]::new)), Duration.ofMinutes(1));
    }

    private ScriptedEngine engine(String yaml) throws IOException {
        return ScriptedEngine.load("demo", Files.writeString(folder.resolve("script.yaml"), yaml), Duration.ZERO);
    }
}
