package dev.walden.memory.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tea is ready. | tea is ready",
                "The train leaves at 9:40. | Train   leaves at 9:40!",
                "Ada really likes green tea. | Ada likes green tea",
                "In spring Ada moves to Rome. | Ada moves to Rome in spring.",
                "Ada can't swim. | Ada cannot swim.",
                "Ada’s car is red. | Ada's car is red."
            })
    void theSameInTheSameWordsIsTheSame(String one, String other) {
        assertThat(words(one).same(words(other))).isTrue();
        assertThat(words(one).key()).isEqualTo(words(other).key());
        assertThat(words(one).denies(words(other))).isFalse();
        assertThat(words(one).recounts(words(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ann beats Bob. | Bob beats Ann.",
                "Dogs chase cats at night. | Cats chase dogs at night.",
                "Ada likes tea. | Ada likes black tea.",
                "The code is aBc. | The code is abc.",
                "Ada writes C. | Ada writes C++.",
                "Ada owns a cat. | Ada owns cats.",
                "Tea is ready. | Is tea ready?",
                "The bus goes from Rome to Bari. | The bus goes from Bari to Rome."
            })
    void otherWordsOrAnotherOrderAreNotTheSame(String one, String other) {
        assertThat(words(one).same(words(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada likes tea. | Ada does not like tea.",
                "Ada likes tea. | Ada doesn't like tea.",
                "The door is locked. | The door is not locked.",
                "Ada eats meat. | Ada never eats meat.",
                "Ada has a car. | Ada no longer has a car.",
                "Ada can swim. | Ada can't swim."
            })
    void theContraryDenies(String one, String other) {
        assertThat(words(one).denies(words(other))).isTrue();
        assertThat(words(other).denies(words(one))).isTrue();
        assertThat(words(one).key()).isEqualTo(words(other).key());
        assertThat(words(one).same(words(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada likes tea. | Ada does not like coffee.",
                "Ada does not like tea. | Ada never likes tea.",
                "Ada does not like tea. | Bob likes tea.",
                "It is not true that Ada does not like tea. | Ada likes tea."
            })
    void otherDenialsDenyNothing(String one, String other) {
        assertThat(words(one).denies(words(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The train leaves at 9:40. | The train leaves at 10:15.",
                "The limit is 100 requests a minute. | The limit is 200 requests a minute.",
                "Ada has 2 cats. | Ada has 3 cats.",
                "The shop opens on 5 May. | The shop opens on 12 May."
            })
    void anotherNumberOfTheSameRecounts(String one, String other) {
        assertThat(words(one).recounts(words(other))).isTrue();
        assertThat(words(one).numbersKey()).isEqualTo(words(other).numbersKey()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Room 12 is booked. | Room 14 is booked.",
                "Ada bought 3 apples. | Ada bought 5 apples.",
                "The price in 2024 is high. | The price in 2025 is high.",
                "The price is 100 in 2024. | The price is 120 in 2025.",
                "The train leaves at 9:40 from platform 4. | The train leaves at 9:40 from platform 5.",
                "Ada met Bob at 9:00. | Ada met Bob at 11:00.",
                "Ada has 2 cats. | Ada has 3 dogs.",
                "Sensor 7 is in hall 3. | Sensor 7 is in hall 4."
            })
    void numbersThatNameOrPastEventsRecountNothing(String one, String other) {
        assertThat(words(one).recounts(words(other))).isFalse();
    }

    private static FactWords words(String text) {
        return FactWords.of(text);
    }
}
