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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The meeting is on Monday. | The meeting is on Tuesday.",
                "The deadline is Friday. | The deadline is Thursday!",
                "The budget meeting is now on Monday at 10. | The budget meeting is now on Friday at 10.",
                "My exam is in March. | My exam is in April.",
                "Ada's exam is due on 5 May. | Ada's exam is due on 5 June.",
                "The concert is on May 5. | The concert is on May 12.",
                "Our course starts on Monday in hall 3. | Our course starts on Friday in hall 3.",
                "The review is scheduled for Monday. | The review is scheduled for Thursday.",
                "This visa expires in July 2027. | This visa expires in June 2027."
            })
    void anotherDayOrMonthOfTheOneThingPostpones(String one, String other) {
        assertThat(words(one).postpones(words(other))).isTrue();
        assertThat(words(other).postpones(words(one))).isTrue();
        assertThat(words(one).recounts(words(other))).isFalse();
        assertThat(words(one).numbersKey()).isEqualTo(words(other).numbersKey()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A meeting is on Monday. | A meeting is on Tuesday.",
                "The meeting is on Monday. | The meeting is also on Tuesday.",
                "The meeting is on Monday. | Meeting is on Tuesday.",
                "The other meeting is on Monday. | The other meeting is on Tuesday.",
                "One of the meetings is on Monday. | One of the meetings is on Tuesday.",
                "The meetings are on Monday. | The meetings are on Tuesday.",
                "Yoga is on Monday. | Yoga is on Thursday.",
                "Ada is off on Monday. | Ada is off on Tuesday.",
                "Ada is on the list. | Ben is on the list.",
                "The shop is closed on Monday. | The shop is closed on Tuesday.",
                "The tour is in Rome on Monday. | The tour is in Rome on Tuesday.",
                "The tour is on Monday in Rome. | The tour is on Tuesday in Bari.",
                "The party is in Rome. | The party is in Oslo.",
                "The Monday meeting is in hall 3. | The Tuesday meeting is in hall 3.",
                "The bus runs on Monday. | The bus runs on Tuesday.",
                "The market opens on Monday. | The market opens on Tuesday.",
                "The meeting was on Monday. | The meeting was on Tuesday.",
                "The meeting is not on Monday. | The meeting is not on Tuesday.",
                "The meeting is probably on Monday. | The meeting is probably on Tuesday.",
                "The meeting is on Monday or Friday. | The meeting is on Tuesday or Friday.",
                "Maybe the meeting is on Monday. | Maybe the meeting is on Tuesday.",
                "If the meeting is on Monday, Ada comes. | If the meeting is on Tuesday, Ada comes.",
                "Ada's boss says the talk is on Monday. | Ada's boss says the talk is on Friday.",
                "The meeting is every Monday. | The meeting is every Tuesday.",
                "The meeting is on Monday. | The meeting is in March.",
                "The meeting is on Monday. | The meeting is on Monday at 10.",
                "The meeting is on Monday 5 May. | The meeting is on Tuesday 6 May.",
                "The queen is May. | The queen is April.",
                "The name is March. | The name is August.",
                "Is the meeting on Monday? | Is the meeting on Tuesday?"
            })
    void whatMayBothBeTruePostponesNothing(String one, String other) {
        assertThat(words(one).postpones(words(other))).isFalse();
        assertThat(words(other).postpones(words(one))).isFalse();
    }

    private static FactWords words(String text) {
        return FactWords.of(text);
    }
}
