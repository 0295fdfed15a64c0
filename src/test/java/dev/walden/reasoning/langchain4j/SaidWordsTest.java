package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is counted of what an answer says. */
final class SaidWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "é", "\u07ff\u0800", "\uffff", "😀", "a\uD83D", "\uDE00a", "\uDE00\uD83D"})
    void aTextCountsAsItsBytes(String text) {
        assertThat(SaidWords.bytes(Map.of("content", text))).isEqualTo(bytes(text));
    }

    @Test
    void anyTextCountsAsItsBytes() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            String text = random.ints(20, 0, 0x10000)
                    .collect(StringBuilder::new, (t, c) -> t.append((char) c), (_, _) -> {})
                    .toString();

            assertThat(SaidWords.bytes(List.of(Map.of("text", text)))).as(text).isEqualTo(bytes(text));
        }
    }

    @Test
    void onlyWhatIsSaidCounts() {
        assertThat(SaidWords.bytes(Map.of(
                        "id",
                        "chatcmpl-1",
                        "message",
                        Map.of("role", "assistant", "content", "né", "input", Map.of("a", 1)))))
                .isEqualTo(bytes("né") + bytes("{\"a\":1}"));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
