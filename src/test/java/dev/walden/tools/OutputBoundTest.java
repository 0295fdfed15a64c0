package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.ToolOutput;
import org.junit.jupiter.api.Test;

class OutputBoundTest {

    private final OutputBound bound = new OutputBound(10);

    @Test
    void whatFitsIsLeftAsItIs() {
        assertThat(bound.bounded(ToolOutput.untrusted("0123456789"))).isEqualTo(ToolOutput.untrusted("0123456789"));
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        assertThat(bound.bounded("0123456789abc"))
                .isEqualTo("0123456789\n[Cut here: 3 of 13 characters are not shown.]");
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(bound.bounded("01234567€x")).startsWith("01234567\n[Cut here: 2 of 10");
        assertThat(bound.bounded("0123456😀x")).startsWith("0123456\n[Cut here: 3 of 10");
        assertThat(bound.bounded("012345😀")).isEqualTo("012345😀");
    }

    @Test
    void nulAndHalvesOfSurrogatePairsAreReplaced() {
        assertThat(bound.bounded("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(bound.bounded("\uD83Da")).isEqualTo("\uFFFDa");
        assertThat(bound.bounded("a\uDE00")).isEqualTo("a\uFFFD");
    }
}
