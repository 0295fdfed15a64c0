package dev.walden.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClippedTest {

    @ParameterizedTest
    @CsvSource({"abc,3,abc", "abcd,3,abc…", "ab😀,4,ab😀", "ab😀c,4,ab😀…", "ab😀c,3,ab…"})
    void noMoreIsToldAndNoCharacterIsParted(String text, int most, String clipped) {
        assertThat(Clipped.of(text, most)).isEqualTo(clipped);
    }
}
