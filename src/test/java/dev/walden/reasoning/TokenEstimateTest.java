package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenEstimateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Hello, world",
                "grün und blau",
                "你好，世界",
                "\uD83D\uDE00\uD83D\uDE00",
                "a\u0000b",
                "\u07FF\u0800"
            })
    void itGoesByTheBytesOfTheText(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(TokenEstimate.of(text)).isEqualTo(8 + Math.ceilDiv(bytes, 4));
        assertThat(TokenEstimate.atMost(text)).isEqualTo(8 + Math.ceilDiv(bytes, 3));
        assertThat(TokenEstimate.surely(text)).isEqualTo(8 + bytes);
    }
}
