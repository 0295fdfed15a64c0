package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.llama.Settings.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model in this process is set to do, and what is heard of it. */
final class LlamaAbilitiesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ToolDescriptor CLOCK =
            Prompts.tool("clock", "{\"type\":\"object\",\"additionalProperties\":false}");
    private static final Prompt TASK =
            Prompts.with(List.of(), List.of(new Message.User("What time is it?")), List.of(CLOCK));
    private static final Map<String, Float> TALKER = Map.of("a", 12f, "b", 12f, TinyModel.END, 10f);

    /** Begins a new line behind each call, for another one. */
    private static final Map<String, Float> CALLER = Map.of("{", 30f, "<0x0A>", 30f, TinyModel.END, 10f);

    private final List<String> heard = new ArrayList<>();

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

    @Test
    void wordsAreHeardWhileTheyAreMade() throws Exception {
        Reply reply = load(TALKER, able(true, true, true))
                .reply(TASK, MINUTE, heard::add)
                .reply();

        assertThat(heard).hasSizeGreaterThan(1);
        assertThat(reply).isEqualTo(new Reply.Answer(String.join("", heard), List.of()));
    }

    @Test
    void callsAreNoWords() throws Exception {
        Reply reply = load(CALLER, able(true, true, true))
                .reply(TASK, MINUTE, heard::add)
                .reply();

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.UseTools.class, use -> assertThat(use.calls()).hasSizeGreaterThan(1));
        assertThat(heard).isEmpty();
    }

    @Test
    void aModelThatIsNotToStreamIsHeardByNobody() throws Exception {
        Reply reply = load(TALKER, able(true, true, false))
                .reply(TASK, MINUTE, heard::add)
                .reply();

        assertThat(reply).isInstanceOf(Reply.Answer.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void aModelThatCallsOneToolAtATimeWritesNoSecondCall() throws Exception {
        Reply reply = load(CALLER, able(true, false, true)).reply(TASK, MINUTE).reply();

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.UseTools.class, use -> assertThat(use.calls()).hasSize(1));
    }

    @Test
    void aModelWithoutToolsIsOfferedNone() throws Exception {
        LlamaEngine bare = load(Map.of("{", 12f, TinyModel.END, 12f), able(false, true, true));

        assertThat(bare.reply(TASK, MINUTE).reply())
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).matches("\\{+"));
        assertThat(bare.room().orElseThrow().tools()).isFalse();
    }

    /** The reply has 200,000 tokens. The limit grows until the model had time to begin. */
    @Test
    void whatWasMadeUntilTheTimeWasOverIsCounted() throws Exception {
        LlamaEngine endless = load(Map.of("a", 30f), able(true, true, true));

        TokenUsage used = TokenUsage.ZERO;
        for (long millis = 100; used.output() == 0 && millis < 20_000; millis *= 2) {
            used = usedWithin(endless, Duration.ofMillis(millis));
        }

        assertThat(used.input()).isGreaterThan(60);
        assertThat(used.output()).isPositive();
    }

    private static TokenUsage usedWithin(LlamaEngine engine, Duration time) throws InterruptedException {
        try {
            return engine.reply(TASK, time).usage();
        } catch (EngineException failure) {
            assertThat(failure.code()).isEqualTo("timeout");
            return failure.usage();
        }
    }

    private static Capabilities able(boolean tools, boolean parallel, boolean streaming) {
        return new Capabilities(tools, parallel, streaming, OptionalInt.empty());
    }

    private LlamaEngine load(Map<String, Float> liked, Capabilities able) throws IOException {
        Settings settings = new Settings(
                TinyModel.in(folder, liked),
                Optional.of(200_000),
                Optional.of(1),
                Optional.empty(),
                new Sampling(1, Optional.of(7)),
                MINUTE);
        engine = Optional.of(LlamaEngine.load("mine", able, settings));
        return engine.orElseThrow();
    }
}
