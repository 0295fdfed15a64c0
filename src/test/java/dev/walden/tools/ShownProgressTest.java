package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.CallProgress;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What those who follow a task are shown of what a tool says of its progress. */
final class ShownProgressTest {

    private static final String VALUE = "hunter2-hunter2";

    private final Secrets secrets = SecretsForTests.of(Map.of("pay", VALUE));
    private final List<CallProgress> heard = new ArrayList<>();
    private final ShownProgress shown = new ShownProgress(heard::add, secrets);

    @Test
    void wordsAreOneShortLineWithoutControlCharacters() {
        shown.heard(CallProgress.of(1, 2).saying("a\u0000b\u001b[31m\tc\n\u202Ed\ud83d"));
        shown.heard(CallProgress.of(1, 2).saying("x".repeat(1000)));
        shown.heard(CallProgress.of(1, 2).saying("\u0007"));

        assertThat(heard)
                .extracting(CallProgress::message)
                .containsExactly("ab[31m c d", "x".repeat(ShownProgress.MOST_CHARACTERS), null);
    }

    @Test
    void whatIsNoNumberIsPassedOver() {
        shown.heard(CallProgress.of(Double.NaN, 2));
        shown.heard(CallProgress.of(Double.POSITIVE_INFINITY, 2));
        shown.heard(CallProgress.of(1, Double.NEGATIVE_INFINITY));

        assertThat(heard).containsExactly(new CallProgress(1, null, null));
    }

    @Test
    void whatACallSaysOfItsProgressHasNoSecret() throws Exception {
        secrets.filled("${secret:pay}");
        ToolContext context = Calls.context().followedBy(heard::add);

        new SecretKeeping(secrets, Map.of())
                .call(RegisteredTool.of(new Counting(), Optional.empty()), new ToolInput(Map.of()), context);

        assertThat(heard)
                .as("also where one is put together as what nobody sees is taken out")
                .containsExactly(
                        CallProgress.of(3, 10).saying("sent [secret pay]"),
                        CallProgress.of(4, 10).saying("sent [secret pay]"));
    }

    /** Says how far it is, with more than it should. */
    private static final class Counting implements Tool {

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of("count", "", ScriptedTool.ANY_OBJECT, SideEffect.NONE, Duration.ofSeconds(10));
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) {
            context.progress().heard(CallProgress.of(3, 10).saying("sent " + VALUE));
            context.progress().heard(CallProgress.of(4, 10).saying("sent " + VALUE.replace("-", "\u200b-")));
            return ToolOutput.trusted("done");
        }
    }
}
