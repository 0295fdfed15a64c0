package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a time that reaches up to now lets through: items have their time to the second, a question has it to the nanosecond. */
final class AskedTimeTest {

    private static final ZoneId KIRITIMATI = ZoneId.of("Pacific/Kiritimati");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "today",
                "this week",
                "this month",
                "this year",
                "in the last minute",
                "in the past hour",
                "in the last two days",
                "the past week",
                "since yesterday",
                "from yesterday until now",
                "between yesterday and today"
            })
    void whatHappenedInThisVerySecondIsOfATimeThatReachesUpToNow(String words) {
        for (String now : new String[] {"", ".000000001", ".3", ".999", ".999999999"}) {
            Instant asked = Instant.parse("2026-11-21T15:30:59" + now + "Z");
            var during = AskedTime.of(query(words), asked, KIRITIMATI).during();

            assertThat(during).as(words + " at " + asked).isNotNull();
            assertThat(asked.getEpochSecond()).as(words + " at " + asked).isBetween(during.first(), during.last());
        }
    }

    private static MemoryQuery query(String words) {
        return new MemoryQuery(Space.DEFAULT, words, 5, Set.of(ItemKind.EPISODE), null, null);
    }
}
