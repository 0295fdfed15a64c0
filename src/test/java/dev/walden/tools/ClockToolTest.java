package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockToolTest {

    private final ClockTool clock = new ClockTool(InstantSource.fixed(Instant.parse("2026-11-21T02:11:13.123Z")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTC | 0 | 0 | 2026-11-21T02:11:13Z (Saturday)",
                "UTC | 3 | 0 | 2026-11-24T02:11:13Z (Tuesday)",
                "UTC | -1 | -3 | 2026-11-19T23:11:13Z (Thursday)",
                "Europe/Berlin | 0 | 0 | 2026-11-21T03:11:13+01:00 (Saturday, Europe/Berlin)",
                "America/New_York | 0 | 0 | 2026-11-20T21:11:13-05:00 (Friday, America/New_York)",
                "Asia/Kolkata | 0 | 0 | 2026-11-21T07:41:13+05:30 (Saturday, Asia/Kolkata)",
                "Europe/Berlin | 180 | 0 | 2027-05-20T03:11:13+02:00 (Thursday, Europe/Berlin)",
                "+02:00 | 0 | 1 | 2026-11-21T05:11:13+02:00 (Saturday, +02:00)",
            })
    void tellsTheTime(String zone, long days, long hours, String expected) throws Exception {
        ToolInput input = new ToolInput(Map.of("zone", zone, "days", days, "hours", hours));

        assertThat(clock.call(input, Calls.context()).text()).isEqualTo(expected);
    }

    @Test
    void withoutArgumentsItIsNowInUtc() throws Exception {
        assertThat(clock.call(new ToolInput(Map.of()), Calls.context()).text())
                .isEqualTo("2026-11-21T02:11:13Z (Saturday)");
    }

    @Test
    void anUnknownZoneIsAnsweredWithSimilarOnes() {
        assertThatThrownBy(() -> clock.call(new ToolInput(Map.of("zone", "New York")), Calls.context()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("no time zone New York")
                .hasMessageContaining("America/New_York");
    }
}
