package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One flipped bit, anywhere: below the last watermark it is refused and located, beyond it nothing acknowledged goes. */
class BitFlipTest {

    private static final String NAME = SegmentName.of(1);

    /** Three acknowledged records and the marker that covers them. */
    private static byte[] smallLog() {
        var disk = new SimulatedDisk();
        try (var log = LogOnDisk.open(disk)) {
            LogFixture.append(log, "a", "b");
            LogFixture.append(log, "c");
        }
        return disk.content(NAME);
    }

    private static SimulatedDisk flipped(byte[] log, int at, int bit) {
        var disk = new SimulatedDisk();
        var content = log.clone();
        content[at] ^= (byte) (1 << bit);
        disk.put(NAME, content);
        return disk;
    }

    @Test
    void everyBitBelowTheWatermarkIsRefusedAndLocatedAndEveryOneBeyondCostsNothing() {
        var log = smallLog();
        var text = new String(log, StandardCharsets.UTF_8);
        int marker = text.indexOf("{\"seq\":4");

        for (int at = 0; at < marker + 400; at++) {
            for (int bit = 0; bit < 8; bit++) {
                var disk = flipped(log, at, bit);
                if (at < marker) {
                    assertRefused(disk, text, at);
                } else {
                    assertKept(disk);
                }
            }
        }
    }

    private static void assertRefused(SimulatedDisk disk, String text, int at) {
        try (var opened = LogOnDisk.open(disk)) {
            throw new AssertionError("byte " + at + ": opened with " + opened.recovery());
        } catch (WalException.Damaged e) {
            int lineStart = text.lastIndexOf('\n', at - 1) + 1;
            long line =
                    text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
            assertThat(e).hasMessageContaining("%s, line %d (byte %d)".formatted(NAME, line, lineStart));
        }
    }

    private static void assertKept(SimulatedDisk disk) {
        try (var opened = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(opened))
                    .containsExactly(LogFixture.text("a"), LogFixture.text("b"), LogFixture.text("c"));
            assertThat(opened.recovery().cutBytes()).isPositive();
        }
    }

    @Test
    void cuttingAtTheFirstBadRecordWouldLoseAcknowledgedOnes() {
        var log = smallLog();
        int inTheFirstRecord = new String(log, StandardCharsets.UTF_8).indexOf("\"text\":\"a\"") + 8;
        var wiring = new Wiring(
                flipped(log, inTheFirstRecord, 0),
                new SteppedBackground(),
                Duration.ofDays(1),
                () -> LogOnDisk.LOG_ID,
                (file, from, end) -> -1);

        try (var opened = SegmentedLog.open(LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), wiring)) {
            assertThat(LogFixture.bodies(opened)).isEmpty();
        }
    }

    @Test
    void aRecordThatQuotesALineOfALogCountsForNothing() {
        var quoted = "{\"seq\":900,\"durable\":899,\"at\":\"2026-11-21T12:00:00.000000Z\",\"type\":\"x\"";
        var bytes = Arrays.copyOf(quoted.getBytes(StandardCharsets.UTF_8), quoted.length() + Checksum.BYTES);
        Checksum.put((int) Checksum.expected(bytes, 0, bytes.length), bytes, quoted.length());
        var body = "\"type\":\"test\",\"v\":1,\"data\":" + new String(bytes, StandardCharsets.UTF_8);
        var disk = new SimulatedDisk();
        byte[] content;
        try (var log = LogOnDisk.open(disk)) {
            log.append(List.of(body.getBytes(StandardCharsets.UTF_8)), Urgency.NORMAL);
            content = disk.content(NAME); // before the marker that closing writes
        }
        content[new String(content, StandardCharsets.UTF_8).indexOf("\"test\"")] ^= 1;
        var torn = new SimulatedDisk();
        torn.put(NAME, content);

        try (var log = LogOnDisk.open(torn)) {
            assertThat(log.recovery().last()).isZero();
        }
    }
}
