package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.reasoning.Cut.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutTest {

    @Test
    void onlyWhatIsCutIsWritten() {
        assertThat(Cut.NONE.text()).isEmpty();
        assertThat(new Cut(3, 0, 0, 8000, 0, 0, 0).text()).isEqualTo("i3,r8000");
        assertThat(new Cut(1, 2, 3, 4, 5, 6, 7).text()).isEqualTo("i1,p2,t3,r4,h5,s6,l7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r8000", "i3,r8000", "i1,p2,t3,r4,h5,s6,l7", "r8000,n1", "w1", "i3,r8000,w1"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(Cut.parse(text).text()).isEqualTo(text);
    }

    @Test
    void whereNothingCanBeReadOnInNothingIsSaidOfIt() {
        assertThat(new Cut(3, 2, 1, 0, 0, 0, 0, Tools.NOT_READ_ON)).isEqualTo(new Cut(3, 2, 1, 0, 0, 0, 0));
        assertThat(Cut.ofResults(0, Tools.NOT_READ_ON).isNone()).isTrue();
    }

    @Test
    void toolsThatAreLeftOutAreSaidAlsoWhereNothingElseIsCut() {
        assertThat(Cut.ofResults(0, Tools.LEFT_OUT).isNone()).isFalse();
        assertThat(Cut.ofResults(0, Tools.LEFT_OUT).text()).isEqualTo("w1");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x3", "i", "i0", "i-1", "i3,", "i3 r2", "i9999999999"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Cut.parse(text))
                .withMessageContaining("found: " + text);
    }
}
