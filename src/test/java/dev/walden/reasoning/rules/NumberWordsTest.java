package dev.walden.reasoning.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWordsTest {

    @ParameterizedTest
    @CsvSource({
        "zero, 0",
        "nineteen, 19",
        "twenty-five, 25",
        "one hundred and five, 105",
        "two hundred thousand, 200000",
        "one million two hundred thousand and seven, 1200007",
        "twelve hundred, 1200",
        "nineteen hundred, 1900",
        "nineteen hundred and five, 1905",
        "two thousand and six, 2006",
        "nineteen eighty-four, 1984",
        "eighteen twelve, 1812",
        "twenty ten, 2010",
        "twenty twenty-six, 2026",
        "42, 42",
        "an, 1"
    })
    void wordsThatAreOneNumberAreItsValue(String words, long value) {
        assertThat(NumberWords.whole(words)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one two",
                "five five five",
                "ten thirty",
                "eleven twenty-two",
                "nineteen five",
                "nineteen zero five",
                "thirty forty",
                "twenty-one ten ten",
                "five and six",
                "hundred",
                "two thousand million",
                "one thousand two thousand",
                "twenty zero",
                "and five",
                "five hundred and",
                ""
            })
    void wordsThatAreNoNumberOrSeveralHaveNoValue(String words) {
        assertThat(NumberWords.whole(words)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "one two, 1",
        "twenty five and six, 2",
        "five hundred and ten apples, 4",
        "nineteen eighty-four, 3",
        "and, 0"
    })
    void theFirstNumberEndsWhereTheNextBegins(String words, int length) {
        assertThat(NumberWords.length(List.of(words.split("[\\s-]", -1)))).isEqualTo(length);
    }
}
