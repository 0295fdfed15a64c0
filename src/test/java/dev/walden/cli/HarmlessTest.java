package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HarmlessTest {

    @Test
    void whatWouldSteerATerminalIsReplaced() {
        String clears = "a\u001b[2Jb\u009b31mc\u0007d\be\rf\u007fg\u0000";

        assertThat(Harmless.text(clears)).isEqualTo("a\uFFFD[2Jb\uFFFD31mc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFD");
    }

    @Test
    void wordsStayAsTheyAre() {
        String words = "Größe:\t5\n\uD83D\uDE00 — \u00a0x\n";

        assertThat(Harmless.text(words)).isEqualTo(words);
    }
}
