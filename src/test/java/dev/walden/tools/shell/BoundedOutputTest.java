package dev.walden.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

    @Test
    void whatFitsIsKeptWhole() throws Exception {
        assertThat(read("0123456789", 10)).isEqualTo("0123456789");
        assertThat(read("0123", 10)).isEqualTo("0123");
        assertThat(read("", 10)).isEmpty();
    }

    @Test
    void ofMoreTheBeginningAndTheEndAreKeptAndTheRestIsCounted() throws Exception {
        assertThat(read("0123456789abc", 10)).isEqualTo("01234\n[3 bytes are not shown]\n89abc");
        assertThat(read("x".repeat(100_000) + "END", 10)).isEqualTo("xxxxx\n[99993 bytes are not shown]\nxxEND");
    }

    @Test
    void aCharacterThatLiesOnBothHalvesIsWhole() throws Exception {
        assertThat(read("1234äxyz", 10)).isEqualTo("1234äxyz");
    }

    private static String read(String text, int most) throws InterruptedException {
        BoundedOutput output = new BoundedOutput(most);
        output.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .join();
        return output.text();
    }
}
