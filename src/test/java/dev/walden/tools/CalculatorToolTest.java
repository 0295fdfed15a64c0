package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalculatorToolTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 * 23 | 391",
                "0.1 + 0.2 | 0.3",
                "1,234.5 + 1 | 1235.5",
                "1,234,567 | 1234567",
                "-2^2 | -4",
                "(-2)^2 | 4",
                "2^3^2 | 512",
                "2^-1 | 0.5",
                "2**10 | 1024",
                "10 % 3 | 1",
                "-7 % 3 | -1",
                "10%3 | 1",
                "10 % (2 + 1) | 1",
                "50% | 0.5",
                "17% of 200 | 34",
                "17.5 % of 80 | 14",
                "100 + 10% | 100.1",
                "50% * 8 | 4",
                "50% - 3 | -2.5",
                "10% of 50% of 200 | 10",
                "8 % max(3, 5) | 3",
                "7 / 8 | 0.875",
                "1 / 3 | 0.3333333333333333333333333333333333 (rounded to 34 digits)",
                "1 / 3 * 3 | 1 (rounded to 34 digits)",
                "2 / 3 | 0.6666666666666666666666666666666667 (rounded to 34 digits)",
                "sqrt(144) | 12",
                "sqrt(0.25) | 0.5",
                "sqrt(2) | 1.414213562373095048801688724209698 (rounded to 34 digits)",
                "abs(-3.50) | 3.5",
                "round(2.5) | 3 (rounded)",
                "round(-2.345, 2) | -2.35 (rounded)",
                "round(10 / 3, 2) | 3.33 (rounded)",
                "round(1234, -2) | 1200 (rounded)",
                "round(2.5, 1) | 2.5",
                "round(1200, -2) | 1200",
                "round(1.005, 2) * 100 | 101 (rounded)",
                "round(1 / 3, 60) | 0.3333333333333333333333333333333333 (rounded to 34 digits)",
                "min(3, 1, 2) | 1",
                "max(1,234) | 234",
                "max((1,234), 5) | 1234",
                "100 | 100",
                "10^20 | 100000000000000000000",
                "1e3 | 1000",
                "1.5E-3 | 0.0015",
                "0 * -1 | 0",
                "0.00 | 0",
                "1^999999999999 | 1",
                "(-1)^3 | -1",
                "(-1)^4 | 1",
                "0^0 | 1",
                "0^5 | 0",
                "3 × 4 ÷ 2 − 1 | 5",
                "+5 - -5 | 10",
                ".5 + 5. | 5.5",
                "SQRT(4) | 2",
            })
    void worksOutExactly(String expression, String expected) throws Exception {
        assertThat(calculated(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 + | Expected a number, a function or \"(\" at character 4; found the end.",
                "2 $ 3 | Expected an operator or the end at character 3; found \"$\".",
                "(2 + 3 | Expected \")\" at character 7; found the end.",
                "2 3 | Expected an operator or the end at character 3; found \"3\".",
                "3 of 4 | Expected an operator or the end at character 3; found \"o\".",
                "12,34 | Expected an operator or the end at character 3; found \",\".",
                "system(1) | There is no function system (at character 7). There are: sqrt, abs, round, min, max.",
                "1 / 0 | Division by zero has no result.",
                "1 % (0) | Division by zero has no result.",
                "0 ^ -1 | Zero has no negative powers.",
                "2 ^ 0.5 | An exponent must be a whole number; found: 0.5. For a square root use sqrt(x).",
                "sqrt(-4) | A negative number has no real square root; found: -4",
                "sqrt(1, 2) | sqrt takes one argument; found: 2",
                "round(1, 2, 3) | round takes a number and decimal places; found 3 arguments.",
                "round(1, 0.5) | Decimal places must be a whole number from -1000 to 1000; found: 0.5",
                "10^10000 | A number here would have more than 10,000 digits, which is more than this calculator holds.",
                "9^9^9 | A number here would have more than 10,000 digits, which is more than this calculator holds.",
                "1e99999 | A number here would have more than 10,000 digits, which is more than this calculator holds.",
                "2^-99999999999 | A number here would have more than 10,000 digits, which is more than this calculator holds.",
            })
    void saysWhatIsWrongAndWhere(String expression, String complaint) {
        assertThatThrownBy(() -> calculated(expression))
                .isInstanceOf(ToolException.class)
                .hasMessage(complaint);
    }

    @Test
    void aDeepNestIsRefusedBeforeTheStackIsFull() {
        String deep = "(".repeat(200) + "1" + ")".repeat(200);

        assertThatThrownBy(() -> calculated(deep)).hasMessageContaining("nested 50 deep");
        assertThatThrownBy(() -> calculated("-".repeat(999) + "1")).hasMessageContaining("nested 50 deep");
    }

    @Test
    void aLongExpressionIsRefused() {
        assertThatThrownBy(() -> calculated("1+".repeat(600) + "1")).hasMessageContaining("at most 1000 characters");
    }

    @Test
    void integersUpToTenThousandDigitsAreExact() throws Exception {
        assertThat(calculated("2^30000")).isEqualTo(BigInteger.TWO.pow(30000).toString());
    }

    private static String calculated(String expression) throws Exception {
        return new CalculatorTool()
                .call(new ToolInput(Map.of("expression", expression)), Calls.context())
                .text();
    }
}
