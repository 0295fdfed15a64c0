package dev.walden.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000001, 1",
        "0.1, 100000",
        "10, 10000000",
        "12.345678, 12345678",
        "9999999999.999999, 9999999999999999",
        "1000000000000, 1000000000000000000"
    })
    void textAndMillionthsSayTheSame(String text, long micros) {
        assertThat(Cost.parse(text)).isEqualTo(new Cost(micros));
        assertThat(new Cost(micros)).hasToString(text);
        assertThat(Cost.of(new BigDecimal(text))).isEqualTo(new Cost(micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "+1", "1e3", ".5", "1.", "1,5", "0.0000001", "1000000000000.000001", "NaN", "0x1", "１"
            })
    void whatIsNoPlainDecimalNumberIsRefused(String text) {
        assertThatThrownBy(() -> Cost.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Ten times a tenth is one, as it is not for a double. */
    @Test
    void sumsAreExact() {
        Cost sum = Cost.NONE;
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(Cost.parse("0.1"));
        }

        assertThat(sum).isEqualTo(Cost.parse("1.000000"));
    }

    @Test
    void aSumBeyondTheMostIsTheMost() {
        assertThat(Cost.MOST.plus(Cost.MOST)).isEqualTo(Cost.MOST);
        assertThat(Cost.MOST.plus(new Cost(1))).isEqualTo(Cost.MOST);
    }

    @Test
    void whatIsFinerThanAMillionthIsNotRounded() {
        assertThatThrownBy(() -> Cost.of(new BigDecimal("0.0000015"))).hasMessageContaining("six decimal places");
    }
}
