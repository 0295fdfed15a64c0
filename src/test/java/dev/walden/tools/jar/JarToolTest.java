package dev.walden.tools.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a tool of a jar says before a call, or does not. */
class JarToolTest {

    private static final ToolInput NOTHING = new ToolInput(Map.of());

    private static final Duration DECLARED = Duration.ofHours(1);

    @Test
    void aToolIsAskedForTheClassOfACall() {
        CountDownLatch open = new CountDownLatch(0);

        PluginTool tool = waiting(open, Duration.ofMinutes(1));

        assertThat(tool.sideEffect(NOTHING)).isEqualTo(SideEffect.KEYED);
        assertThat(tool.keyLifetime(NOTHING)).isEqualTo(Duration.ofHours(2));
    }

    /** Who asks holds the task, so that it could not be cancelled. */
    @Test
    @Timeout(60)
    void aToolThatDoesNotAnswerIsUnsafeAndHoldsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);

        PluginTool tool = waiting(never, Duration.ofMillis(50));

        assertThat(tool.sideEffect(NOTHING)).isEqualTo(SideEffect.UNSAFE);
        assertThat(tool.keyLifetime(NOTHING)).isEqualTo(DECLARED);
    }

    private static PluginTool waiting(CountDownLatch latch, Duration atMost) {
        return JarTool.of(new Waiting(latch), new PluginFile(Path.of("waiting.jar")), new PromptAnswers(atMost));
    }

    /** Answers once it may. */
    private record Waiting(CountDownLatch latch) implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return new ToolDescriptor(
                    "waiting",
                    "",
                    "{\"type\":\"object\"}",
                    SideEffect.NONE,
                    Duration.ofSeconds(10),
                    Set.of(),
                    DECLARED);
        }

        @Override
        public SideEffect sideEffect(ToolInput input) {
            await();
            return SideEffect.KEYED;
        }

        @Override
        public Duration keyLifetime(ToolInput input) {
            await();
            return Duration.ofHours(2);
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) {
            throw new IllegalStateException("not called");
        }

        private void await() {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
