package dev.walden.memory.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {

    @Test
    void valuesBecomeGapsByTheirWordsTheLongestFirst() {
        String goal = Goal.withGaps(
                "Add 6 * 7, write it to Out.TXT and tell Ann Lee (not Ann).",
                Map.of("sum", "6*7", "path", "out.txt", "whom", "ann", "name", "ann lee"));

        assertThat(goal).isEqualTo("Add {sum}, write it to {path} and tell {name} (not {whom}).");
    }

    @ParameterizedTest
    @CsvSource({
        "Add {a} and write it to {p}, add {x} and write it to {y}, true",
        "Please add {a} and write it down, Add {a} and write it, true",
        "Add {a} and write it to {p}, Mail {a} to all who want it, false",
        "{a}, {b}, false",
        "report, Report!, true",
        "report {a}, news {a}, false",
        "send report, send news, false",
    })
    void goalsAreAlikeByTheWordsOutsideTheirGaps(String one, String other, boolean alike) {
        assertThat(Goal.alike(one, other)).isEqualTo(alike);
        assertThat(Goal.alike(other, one)).isEqualTo(alike);
    }
}
