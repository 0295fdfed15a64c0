package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import dev.walden.reasoning.llama.LlamaEngine;
import dev.walden.reasoning.llama.Settings;
import dev.walden.reasoning.llama.Settings.Sampling;
import dev.walden.reasoning.llama.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool whose schema asks for one of two arguments, called by a model in the process that likes texts as much as objects. */
final class ForgetByLocalModelTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, Float> LIKED = Map.of("{", 12f, "\"", 12f, TinyModel.END, 12f);

    @TempDir
    private Path folder;

    @BeforeAll
    static void theLibraryRunsHere() {
        assumeThat(LlamaEngine.obstacle()).isEmpty();
    }

    private LlamaEngine load() throws IOException {
        Settings settings = new Settings(
                TinyModel.in(folder, LIKED),
                Optional.of(1024),
                Optional.of(1),
                Optional.empty(),
                new Sampling(1, Optional.empty()),
                MINUTE);
        return LlamaEngine.load("mine", Capabilities.ALL, settings);
    }

    @Test
    void aCallIsReadableAndSaysWhatToForget() throws Exception {
        ToolDescriptor forget = shown().descriptor();
        Prompt prompt = Prompts.with(List.of(), List.of(new Message.User("Forget it.")), List.of(forget));
        LlamaEngine engine = load();
        int calls = 0;

        try {
            for (int asked = 0; asked < 40; asked++) {
                calls += calls(engine.reply(prompt, MINUTE).reply());
            }
        } finally {
            engine.close();
        }

        assertThat(calls).isPositive();
    }

    private static ForgetTool shown() {
        return new ForgetTool(
                () -> {
                    throw new AssertionError("the tool is shown, not called");
                },
                () -> {
                    throw new AssertionError("the tool is shown, not called");
                },
                () -> {
                    throw new AssertionError("the tool is shown, not called");
                });
    }

    private static int calls(Reply reply) {
        if (reply instanceof Reply.UseTools use) {
            assertThat(use.calls())
                    .allSatisfy(call -> assertThat(call.arguments().keySet()).containsAnyOf("id", "query"));
            return use.calls().size();
        }
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).doesNotStartWith("{"));
        return 0;
    }
}
