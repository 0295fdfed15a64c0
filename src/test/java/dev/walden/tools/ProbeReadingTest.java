package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeReadingTest {

    private static final String SLOW = "^(.*a)(.*a)(.*a)(.*a)(.*a)b";

    @ParameterizedTest
    @CsvSource({
        "HTTP status 200 paid, HAPPENED",
        "HTTP status 404, NOT_HAPPENED",
        "HTTP status 404 paid, UNCLEAR",
        "HTTP status 500, UNCLEAR",
        "'', UNCLEAR"
    })
    void whatOneExpressionFindsAndTheOtherDoesNotIsSure(String text, Finding finding) {
        assertThat(new ProbeReading("\\bpaid\\b", "status 404").of(text)).isEqualTo(finding);
    }

    @Test
    void oneExpressionIsEnough() {
        assertThat(new ProbeReading(null, "404").of("404")).isEqualTo(Finding.NOT_HAPPENED);
        assertThat(new ProbeReading(null, "404").of("200")).isEqualTo(Finding.UNCLEAR);
        assertThat(new ProbeReading("200", null).of("200")).isEqualTo(Finding.HAPPENED);
        assertThat(new ProbeReading(null, null).of("200")).isEqualTo(Finding.UNCLEAR);
    }

    @Test
    void anExpressionThatTakesTooLongSaysNothingNorDoesTheOther() {
        String text = "a".repeat(300) + "! no";

        assertThat(new ProbeReading(SLOW, "no").of(text)).isEqualTo(Finding.UNCLEAR);
        assertThat(new ProbeReading("no", SLOW).of(text)).isEqualTo(Finding.UNCLEAR);
    }
}
