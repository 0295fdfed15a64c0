package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextWordsTest {

    private static final String PASSAGE =
            "The pump is oiled each week by whoever has the early turn, with the grey can that"
                    + " stands beside the door. Before it is oiled the valve is closed and the lamp is red. Afterwards the valve is"
                    + " opened slowly until the lamp is green, and the time is written into the book that lies upon the shelf.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The kettle is on. | the  KETTLE is on",
                "He said: “Go!”    | he said go",
                "- the red door    | The red door.",
                "The code is *X5*  | the code is x5"
            })
    void caseAndMarksSayNothing(String one, String other) {
        assertThat(TextWords.of(one).same(TextWords.of(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The price is 5.5 | The price is 55",
                "It was -5 there  | It was 5 there",
                "She writes C++   | She writes C",
                "You like tea?    | You like tea.",
                "👍               | 👎",
                "an ice cream     | a nice cream"
            })
    void whatIsNotTheSameStaysTwo(String one, String other) {
        assertThat(TextWords.of(one).same(TextWords.of(other))).isFalse();
    }

    @Test
    void aFewWordsMoreAreAlmostTheSame() {
        String more = PASSAGE.replace("shelf.", "shelf, and the can is cleaned.");

        assertThat(isNear(PASSAGE, more)).isTrue();
        assertThat(isNear(more, PASSAGE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Alice %s              | Bob %s",
                "Alice: %s             | Bob: %s",
                "Owner: Alice, %s      | Owner: Bob, %s",
                "%s Status: Approved   | %s Status: Rejected",
                "it is late. Alice, %s | it is late. Bob, %s",
                "'do!\nAlice %s'       | 'do!\nBob %s'"
            })
    void aNameTellsWhereverItStands(String one, String other) {
        assertThat(isNear(one.formatted(PASSAGE), one.formatted(PASSAGE))).isTrue();
        assertThat(isNear(one.formatted(PASSAGE), other.formatted(PASSAGE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not", "cannot", "isn't", "nicht", "keinen", "ne", "n'est", "n’a", "pas", "nunca", "sin", "non", "né"
            })
    void aNegationTells(String word) {
        assertThat(isNear(PASSAGE, PASSAGE + " " + word)).isFalse();
        assertThat(isNear(PASSAGE, PASSAGE + " so")).isTrue();
    }

    @Test
    void anotherNumberNameOrNegationIsSomethingElse() {
        assertThat(isNear(PASSAGE + " It takes 5 minutes.", PASSAGE + " It takes 6 minutes."))
                .isFalse();
        assertThat(isNear(PASSAGE + " Ask for Ann.", PASSAGE + " Ask for Bob.")).isFalse();
        assertThat(isNear(PASSAGE + " It is warm.", PASSAGE + " It is not warm."))
                .isFalse();
        assertThat(isNear(PASSAGE + " Use 5 bolts and 6 nuts.", PASSAGE + " Use 6 bolts and 5 nuts."))
                .isFalse();
    }

    @Test
    void aTenthOfOtherWordsIsSomethingElse() {
        assertThat(isNear(PASSAGE, PASSAGE + " Then the can is cleaned with a dry cloth and put back where it was."))
                .isFalse();
    }

    @Test
    void ofShortTextsEachWordCounts() {
        assertThat(isNear("we went to the old mill by the river", "we went to the old inn by the river"))
                .isFalse();
        assertThat(isNear("ann lent bob a bike because his was broken", "bob lent ann a bike because his was broken"))
                .isFalse();
    }

    @Test
    void aTextThatIsVeryLongIsTheSameLetterByLetterOnly() {
        String text = "word ".repeat(2_000);

        assertThat(TextWords.of(text).same(TextWords.of(text))).isTrue();
        assertThat(TextWords.of(text).same(TextWords.of(text + "."))).isFalse();
        assertThat(isNear(text, text + "more")).isFalse();
    }

    private static boolean isNear(String one, String other) {
        return TextWords.of(one).isNear(TextWords.of(other));
    }
}
