package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.Room;
import dev.walden.reasoning.llama.Settings.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with the real library and a model that knows nothing. */
final class LlamaEngineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Prompt QUESTION = Prompts.of(new Message.User("How are you? 😀"));
    private static final String WORD = "the \"word\"";
    private static final Map<String, Float> TALKER = Map.of("a", 12f, "b", 12f, TinyModel.END, 10f);
    private static final Map<String, Float> ENDLESS = Map.of("a", 30f);
    private static final Map<String, Float> CALLER = Map.of("{", 30f, TinyModel.END, 10f);

    @TempDir
    private Path folder;

    private Optional<LlamaEngine> engine = Optional.empty();

    @BeforeAll
    static void theLibraryRunsHere() {
        assumeThat(NativeLibrary.obstacle())
                .as("what keeps the library from running")
                .isEmpty();
    }

    @AfterEach
    void close() {
        engine.ifPresent(LlamaEngine::close);
    }

    private LlamaEngine load(Map<String, Float> liked, Optional<Integer> context, Optional<Integer> output)
            throws IOException {
        return load(liked, context, output, MINUTE);
    }

    private LlamaEngine load(
            Map<String, Float> liked, Optional<Integer> context, Optional<Integer> output, Duration timeout)
            throws IOException {
        Path file = TinyModel.in(folder, liked);
        LlamaEngine loaded = LlamaEngine.load(
                "mine",
                Capabilities.ALL,
                new Settings(file, context, Optional.of(1), output, new Sampling(1, Optional.of(7)), timeout));
        engine = Optional.of(loaded);
        return loaded;
    }

    private LlamaEngine load(Map<String, Float> liked) throws IOException {
        return load(liked, Optional.of(1024), Optional.empty());
    }

    private static void fails(LlamaEngine engine, Prompt prompt, String code) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(prompt, MINUTE))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void anAnswerEndsWhereTheModelEndsItsTurn() throws Exception {
        Reasoned reasoned = load(TALKER).reply(QUESTION, MINUTE);

        assertThat(reasoned.engine()).isEqualTo("mine");
        assertThat(reasoned.reply())
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).matches("[ab]+"));
        assertThat(reasoned.usage().input()).isGreaterThan(60);
        assertThat(reasoned.usage().output()).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameReplyAlsoOfAModelLoadedAgain() throws Exception {
        LlamaEngine first = load(TALKER);
        Reasoned reply = first.reply(QUESTION, MINUTE);

        assertThat(first.reply(QUESTION, MINUTE)).isEqualTo(reply);
        first.close();

        assertThat(load(TALKER).reply(QUESTION, MINUTE)).isEqualTo(reply);
    }

    @Test
    void aCallNamesAToolAndHasArgumentsOfItsSchema() throws Exception {
        ToolDescriptor tool = Prompts.tool("look-up", """
                {"type": "object", "required": ["the \\"word\\"", "times", "way"], "additionalProperties": false, "properties": {
                  "the \\"word\\"": {"type": "string", "minLength": 2, "maxLength": 5}, "times": {"type": "integer", "minimum": 3, "maximum": 9},
                  "way": {"enum": ["é", "quick\\\\ly"]}, "exact": {"type": "boolean"},
                  "list": {"type": "array", "items": {"type": ["number", "null"]}, "minItems": 1, "maxItems": 3}}}""");
        Prompt prompt = Prompts.with(List.of(), QUESTION.messages(), List.of(tool));

        Reply reply = load(CALLER).reply(prompt, MINUTE).reply();

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.UseTools.class,
                        use -> assertThat(use.calls()).isNotEmpty().allSatisfy(LlamaEngineTest::isOfTheSchema));
    }

    /** llama.cpp would refuse the grammar, and the model would write what it likes: braces for ever. */
    @Test
    void aToolWhoseSchemaBeginsWithItselfSpoilsNoCallOfAnother() throws Exception {
        LlamaEngine loaded = load(Map.of("{", 30f, "g", 25f, TinyModel.END, 10f));
        ToolDescriptor good = Prompts.tool("good", "{\"type\":\"object\",\"additionalProperties\":false}");

        for (String definitions : List.of("""
                "a": {"$ref": "#/$defs/a"}""", """
                "a": {"$ref": "#/properties/x"}""", """
                "a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}""", """
                "a": {"oneOf": [{"type": "string"}, {"type": ["null", "array"], "items": {"$ref": "#/$defs/b"}}, {"$ref": "#/$defs/b"}]},
                "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "string"}]}""")) {
            ToolDescriptor endless = Prompts.tool("bad", """
                    {"type": "object", "properties": {"x": {"$ref": "#/$defs/a"}}, "$defs": {%s}}""".formatted(definitions));
            Prompt prompt = Prompts.with(List.of(), QUESTION.messages(), List.of(endless, good));

            assertThat(loaded.reply(prompt, MINUTE).reply())
                    .as(definitions)
                    .isInstanceOfSatisfying(
                            Reply.UseTools.class,
                            use -> assertThat(use.calls())
                                    .allSatisfy(call -> assertThat(call.tool()).isEqualTo("good")));
        }
    }

    private static void isOfTheSchema(ToolCall call) {
        assertThat(call.tool()).isEqualTo("look-up");
        assertThat(call.malformed()).isEmpty();
        assertThat(call.arguments().keySet())
                .contains(WORD, "times", "way")
                .isSubsetOf(WORD, "times", "way", "exact", "list");
        assertThat(String.valueOf(call.arguments().get(WORD))).hasSizeBetween(2, 5);
        assertThat((Long) call.arguments().get("times")).isBetween(3L, 9L);
        assertThat(call.arguments().get("way")).isIn("é", "quick\\ly");
    }

    @Test
    void wordsAreAnAnswerAlsoWhereToolsAreOffered() throws Exception {
        Prompt prompt =
                Prompts.with(List.of(), QUESTION.messages(), List.of(Prompts.tool("clock", "{\"type\":\"object\"}")));

        Reply reply = load(TALKER).reply(prompt, MINUTE).reply();

        assertThat(reply).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void anObjectIsAnAnswerWhereToolsAreOfferedAndJsonIsAskedFor() throws Exception {
        Prompt prompt =
                Prompts.with(List.of(), QUESTION.messages(), List.of(Prompts.tool("clock", "{\"type\":\"object\"}")));

        Reply reply = load(Map.of("{", 30f, "}", 25f, TinyModel.END, 10f))
                .reply(prompt.answering("{\"type\":\"object\"}"), MINUTE)
                .reply();

        assertThat(reply).isEqualTo(new Reply.Answer("{}", List.of()));
    }

    @Test
    void anAnswerThatReachesTheLimitIsNone() throws Exception {
        LlamaEngine loaded = load(ENDLESS, Optional.of(1024), Optional.of(5));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> loaded.reply(QUESTION, MINUTE))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("output_truncated");
                    assertThat(failure.usage().output()).isBetween(5L, 6L);
                });
    }

    @Test
    void anAnswerThatFillsTheContextIsNone() throws Exception {
        fails(load(ENDLESS, Optional.of(256), Optional.empty()), QUESTION, "output_truncated");
    }

    @Test
    void aPromptThatDoesNotFitIsRefusedAndTheNextIsAnswered() throws Exception {
        LlamaEngine loaded = load(TALKER, Optional.of(256), Optional.empty());

        fails(loaded, Prompts.of(new Message.User("word ".repeat(60))), "context_exceeded");
        fails(loaded, Prompts.of(new Message.User("word ".repeat(100_000))), "context_exceeded");
        assertThat(loaded.reply(QUESTION, MINUTE).reply()).isInstanceOf(Reply.Answer.class);
    }

    /** Neither reply has an end before its time is over, so the second begins when the first is given up. */
    @Test
    void whoWaitsForItsTurnHasItsTimeoutStillBeforeIt() throws Exception {
        Duration timeout = Duration.ofMillis(700);
        LlamaEngine loaded = load(ENDLESS, Optional.of(200_000), Optional.empty(), timeout);
        FutureTask<Reasoned> one = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE));
        FutureTask<Reasoned> other = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE));
        long start = System.nanoTime();

        Thread.ofVirtual().start(one);
        Thread.ofVirtual().start(other);

        for (FutureTask<Reasoned> asking : List.of(one, other)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(asking::get)
                    .extracting(ExecutionException::getCause, type(EngineException.class))
                    .satisfies(failure -> {
                        assertThat(failure.code()).isEqualTo("timeout");
                        assertThat(failure.usage().input()).isPositive();
                        assertThat(failure).hasMessageContaining("gave no answer in 700 ms. Raise its timeout");
                    });
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(timeout.multipliedBy(2));
    }

    @Test
    void whoseTimeIsOverBeforeItsTurnIsToldThatNothingWasAsked() throws Exception {
        LlamaEngine loaded = load(ENDLESS, Optional.of(200_000), Optional.empty());
        CountDownLatch speaks = new CountDownLatch(1);
        FutureTask<Reasoned> asking = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE, _ -> speaks.countDown()));
        Thread.ofVirtual().start(asking);
        assertThat(speaks.await(1, TimeUnit.MINUTES)).isTrue();

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> loaded.reply(QUESTION, Duration.ofMillis(50)))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("engine_busy");
                    assertThat(failure.usage()).isEqualTo(TokenUsage.ZERO);
                })
                .withMessageContaining("busy with another prompt for all of the task's time");
    }

    /** The reply has 200,000 tokens, which takes minutes; the next question waits until it is stopped. */
    @Test
    void anInterruptStopsTheReplyInTheMaking() throws Exception {
        LlamaEngine loaded = load(ENDLESS, Optional.of(200_000), Optional.empty());
        FutureTask<Reasoned> asking = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE));
        Thread asker = Thread.ofVirtual().start(asking);

        asker.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(asking::get)
                .withCauseInstanceOf(InterruptedException.class);
        fails(loaded, Prompts.of(new Message.User("word ".repeat(1_300_000))), "context_exceeded");
    }

    @Test
    void whoWaitsWhileTheServiceStopsIsToldSo() throws Exception {
        LlamaEngine loaded = load(ENDLESS, Optional.of(200_000), Optional.empty());
        FutureTask<Reasoned> asking = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE));
        Thread.ofVirtual().start(asking);

        loaded.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(asking::get)
                .withCauseInstanceOf(EngineException.class)
                .withMessageContaining("Engine mine has ended, as the service stops.");
        fails(loaded, QUESTION, "engine_closed");
    }

    @Test
    void tokensAreCountedWithTheModelsOwnVocabularyAndThePromptThenFits() throws Exception {
        LlamaEngine loaded = load(TALKER, Optional.of(1024), Optional.of(100));
        Room room = loaded.room().orElseThrow();

        assertThat(room.tokens()).hasValue(924);
        assertThat(room.counter().of("ten letter")).isBetween(10 + 1, 10 + 20);
        assertThat(room.counter().of("<|im_end|>".repeat(50))).isGreaterThan(500); // read as letters
        assertThat(room.counter().of("x".repeat(1024 * 40))).isGreaterThan(1024);
    }

    @Test
    void tokensAreCountedWhileAReplyIsMade() throws Exception {
        LlamaEngine loaded = load(ENDLESS, Optional.of(200_000), Optional.empty());
        FutureTask<Reasoned> asking = new FutureTask<>(() -> loaded.reply(QUESTION, MINUTE));
        Thread.ofVirtual().start(asking);

        int count = loaded.room().orElseThrow().counter().of("ten letter");

        assertThat(asking.isDone()).isFalse();
        assertThat(count).isBetween(10 + 1, 10 + 20);
        loaded.close();
        assertThat(loaded.room().orElseThrow().counter().of("eleven letters")).isPositive();
    }

    @Test
    void aModelThatTheLibraryRefusesIsAMistakeOfConfiguration() throws IOException {
        Path file = Files.write(
                folder.resolve("twice.gguf"),
                TinyModel.writer(Map.of(), true).text("general.name", "twice").bytes());
        Settings settings = new Settings(
                file, Optional.empty(), Optional.empty(), Optional.empty(), new Sampling(0, Optional.empty()), MINUTE);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> LlamaEngine.load("mine", Capabilities.ALL, settings))
                .withMessageContaining("The model " + file + " cannot be loaded by llama.cpp b4916");
    }

    @Test
    void aContextBeyondWhatTheModelWasMadeForIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> load(TALKER, Optional.of(1_000_001), Optional.empty()))
                .withMessageContaining(
                        "was made for texts of 1000000 tokens, and context-tokens is 1000001. Lower it.");
    }
}
