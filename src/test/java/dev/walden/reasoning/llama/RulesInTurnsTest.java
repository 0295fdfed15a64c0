package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a space as a model in the process reads them. */
final class RulesInTurnsTest {

    @Test
    void rulesAreInWhatTheSystemSaysBeforeTheTools() {
        Prompt prompt =
                Prompts.with(List.of(), List.of(new Message.User("Do it.")), List.of(Prompts.tool("clock", "{}")));

        String system = Turn.system(prompt.ruledBy("Answer in German."), 8);

        assertThat(system)
                .startsWith(prompt.instructions())
                .containsSubsequence("BEGIN RULES\nAnswer in German.\nEND RULES", "clock");
        assertThat(Turn.of(prompt.ruledBy("Answer in German."))).isEqualTo(Turn.of(prompt));
    }
}
