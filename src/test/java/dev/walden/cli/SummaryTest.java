package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path home;

    @Test
    void callsThatSharedARecordWithWhatCameBeforeOrAfterAreCounted() throws IOException {
        List<StoredRecord> records = WrittenLog.of(home, """
                "type":"reasoning-finished","v":2,"task":"t1","data":{"engine":"rules","reply":{"kind":"use_tools","text":"",\
                "calls":[{"id":"c1","tool":"clock","arguments":{}},{"id":"c2","tool":"http","arguments":{}}]},\
                "usage":{"inputTokens":12,"outputTokens":3},"duration":"PT0.1S","started":["none"]}""", """
                "type":"tool-call-finished","v":3,"task":"t1","data":{"call":"c1","text":"","trusted":true,\
                "duration":"PT0.1S"}""", """
                "type":"tool-call-finished","v":2,"task":"t1","data":{"call":"c2","outcome":"invalid","text":"","trusted":true,\
                "duration":"PT0S"}""", """
                "type":"task-completed","v":2,"task":"t1","data":{"output":"noon","sources":[],"answered":{"engine":"rules",\
                "usage":{"inputTokens":10,"outputTokens":5},"duration":"PT0.1S"}}""");

        Summary summary = new Summary();
        records.forEach(entry -> summary.know(entry, true));

        assertThat(summary.members())
                .containsEntry("tasks", Map.of("completed", 1L))
                .containsEntry(
                        "tools", Map.of("clock", Map.of("succeeded", 1L), "(never started)", Map.of("invalid", 1L)))
                .containsEntry("engines", Map.of("rules", Map.of("calls", 2L, "inputTokens", 22L, "outputTokens", 8L)));
    }

    @Test
    void aTimeIsAMomentADayOrAnAge() {
        assertThat(Period.time("2026-11-20T01:02:03Z", NOW)).isEqualTo("2026-11-20T01:02:03Z");
        assertThat(Period.time("2026-11-20", NOW)).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(Period.time("36h", NOW)).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(Period.time("1d", NOW)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(Period.time(null, NOW)).isNull();
        assertThatThrownBy(() -> Period.time("yesterday", NOW)).hasMessageContaining("found: yesterday");
    }

    @Test
    void aPeriodHoldsItsBeginAndNotItsEnd() {
        var period = new Period(NOW, NOW.plusSeconds(1));

        assertThat(period.holds(NOW)).isTrue();
        assertThat(period.holds(NOW.plusSeconds(1))).isFalse();
        assertThat(period.holds(NOW.minusNanos(1))).isFalse();
        assertThat(new Period(null, null).holds(Instant.MIN)).isTrue();
    }
}
