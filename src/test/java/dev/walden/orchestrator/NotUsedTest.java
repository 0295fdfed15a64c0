package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotUsedTest {

    @ParameterizedTest
    @CsvSource({
        "notes.txt,notes.txt,true",
        "notes.txt,See ./dir/notes.txt.,true",
        "notes.txt,notes.txt.old,false",
        "notes.txt,my-notes.txt,false",
        "notes.txt,my-notes.txt and notes.txt,true",
        "notes.txt,.notes.txt,false",
        "evil.example,https://evil.example/x,true",
        "evil.example,http://evil.example:80,true",
        "evil.example,http://api.evil.example/,false",
        "evil.example,http://evil.example.org/,false",
        "data/old/,data/old/a.txt,true",
        "data/old/,data/older/a.txt,false",
        "data/old/,data/old,true",
        "data/old/,data/old.txt,false",
        "https://evil.example/,https://evil.example,true",
    })
    void anArgumentHoldsItAsAWholeWord(String literal, String argument, boolean held) {
        ToolCall call = ToolCall.of("c1", "do", Map.of("all", List.of(Map.of("text", argument))));

        assertThat(new NotUsed(literal, false).contradiction(call, false, 1).isPresent())
                .isEqualTo(held);
    }

    @Test
    void aNameOfAToolIsNoneInArgumentsAndOwnToolsMaySpeakOfAnything() {
        ToolCall speaking = ToolCall.of("c1", "ask_user", Map.of("question", "May I use clock at evil.example?"));

        assertThat(new NotUsed("clock", true).contradiction(speaking, false, 1)).isEmpty();
        assertThat(new NotUsed("evil.example", false).contradiction(speaking, true, 1))
                .isEmpty();
        assertThat(new NotUsed("ask_user", true).contradiction(speaking, true, 1))
                .hasValue(
                        "The task says not to use ask_user; it was called as c1. Undo nothing by yourself; go on without it.");
    }
}
