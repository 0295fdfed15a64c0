package dev.walden.memory.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences put together at random: of a definite thing another time ends the first, and nothing else does. */
class OccasionTest {

    private static final int PAIRS = 400;
    private static final List<String> THINGS = List.of(
            "The meeting", "My exam", "Ada's talk", "The budget review of Acme", "Our next course", "This visa");
    private static final List<String> VERBS =
            List.of("is", "starts", "begins", "ends", "expires", "is due", "is now", "is scheduled");
    private static final List<String> OTHERS = List.of(
            "A meeting",
            "Another exam",
            "Every talk",
            "Some review",
            "Yoga",
            "Ada",
            "One of the talks",
            "The other course");
    private static final List<List<String>> TIMES = List.of(
            List.of("Monday", "Tuesday", "Saturday", "Sunday"),
            List.of("5 January", "5 March", "5 May", "5 December"),
            List.of("May 1", "May 12", "May 30"));
    private static final List<String> PLACES = List.of("", " in hall 3", " in Rome", " at 9:40");
    private static final List<String> BESIDE =
            List.of("off on", "in Rome on", "not on", "at home on", "closed on", "probably on", "with Bob on", "every");

    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anotherTimeOfOneThingPostponesIt(int kind) {
        for (int i = 0; i < PAIRS; i++) {
            List<String> two = two(TIMES.get(kind));
            String verb = one(VERBS);
            String begin = one(THINGS) + " " + verb + (verb.endsWith("scheduled") ? " for " : " on ");
            String end = one(PLACES) + ".";

            assertPostpones(true, begin + two.getFirst() + end, begin + two.getLast() + end);
            assertPostpones(false, begin + two.getFirst() + end, begin + two.getFirst() + end);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatIsNotSurelyOneThingIsLeftAlone(int kind) {
        for (int i = 0; i < PAIRS; i++) {
            List<String> two = two(TIMES.get(kind));
            String begin = one(OTHERS) + " " + one(VERBS) + " on ";

            assertPostpones(false, begin + two.getFirst(), begin + two.getLast());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theTimeOfSomethingBesideIsLeftAlone(int kind) {
        for (int i = 0; i < PAIRS; i++) {
            List<String> two = two(TIMES.get(kind));
            String begin = one(THINGS) + " is " + one(BESIDE) + " ";

            assertPostpones(false, begin + two.getFirst(), begin + two.getLast());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatDiffersInMoreIsLeftAlone(int kind) {
        for (int i = 0; i < PAIRS; i++) {
            List<String> times = two(TIMES.get(kind));
            List<String> things = two(THINGS);
            List<String> places = two(PLACES);
            String verb = " " + one(VERBS.subList(0, 7)) + " on ";

            assertPostpones(
                    false, things.getFirst() + verb + times.getFirst(), things.getLast() + verb + times.getLast());
            assertPostpones(
                    false, things.getFirst() + verb + times.getFirst(), things.getLast() + verb + times.getFirst());
            assertPostpones(
                    false,
                    things.getFirst() + verb + times.getFirst() + places.getFirst(),
                    things.getFirst() + verb + times.getLast() + places.getLast());
        }
    }

    @Test
    void whatIsLongerThanASentenceIsLeftAlone() {
        String dots = ".".repeat(60_000);

        assertPostpones(true, "The meeting is on Monday...", "The meeting is on Tuesday!");
        assertPostpones(false, "The meeting is on Monday " + dots, "The meeting is on Tuesday " + dots);
    }

    private static void assertPostpones(boolean expected, String one, String other) {
        FactWords words = FactWords.of(one);
        FactWords others = FactWords.of(other);

        assertThat(words.postpones(others)).as("%s | %s", one, other).isEqualTo(expected);
        assertThat(others.postpones(words)).as("%s | %s", other, one).isEqualTo(expected);
        if (expected) {
            assertThat(words.numbersKey()).isEqualTo(others.numbersKey()).isNotEmpty();
        }
    }

    private String one(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> two(List<String> all) {
        List<String> rest = new ArrayList<>(all);
        String first = rest.remove(random.nextInt(rest.size()));
        return List.of(first, rest.get(random.nextInt(rest.size())));
    }
}
