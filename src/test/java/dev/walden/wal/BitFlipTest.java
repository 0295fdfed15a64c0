package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One flipped bit, anywhere: below the last watermark it is refused and located, beyond it nothing acknowledged goes. */
class BitFlipTest {

    private static final String NAME = SegmentName.of(1);
    private static final int TINY_SEGMENT_BYTES = 900;

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
            assertThat(e)
                    .hasMessageContaining("%s, line %d (byte %d)".formatted(NAME, lineOf(text, lineStart), lineStart));
        }
    }

    private static void assertKept(SimulatedDisk disk) {
        try (var opened = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(opened))
                    .containsExactly(LogFixture.text("a"), LogFixture.text("b"), LogFixture.text("c"));
            assertThat(opened.recovery().cutBytes()).isPositive();
        }
    }

    /** Three small segments: the first two sealed, the digest of the first one recorded. */
    private static SimulatedDisk threeSegments() {
        var disk = new SimulatedDisk();
        var background = new SteppedBackground();
        try (var log = openTiny(disk, background, TailScan::highestWatermark)) {
            for (int i = 0; i < 4; i++) {
                LogFixture.append(log, "r" + i, "s" + i);
                background.seal();
            }
        }
        return disk;
    }

    private static SegmentedLog openTiny(SimulatedDisk disk, Background background, TailRule tailRule) {
        var options =
                new WalOptions(Path.of("nowhere"), TINY_SEGMENT_BYTES, 0, 0, true, () -> LogOnDisk.NOON, failure -> {});
        var wiring = new Wiring(disk, background, Duration.ofDays(1), () -> LogOnDisk.LOG_ID, tailRule);
        return SegmentedLog.open(options, LogFixture.metrics(), wiring);
    }

    private static SimulatedDisk flipped(SimulatedDisk log, String segment, int at, int bit) {
        var disk = new SimulatedDisk();
        for (var name : LogOnDisk.segments(log)) {
            var content = log.content(name);
            if (name.equals(segment)) {
                content[at] ^= (byte) (1 << bit);
            }
            disk.put(name, content);
        }
        return disk;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyBitOfASealedSegmentIsFoundAtTheStartOrWhenItIsRead(int number) {
        var log = threeSegments();
        var segments = LogOnDisk.segments(log);
        var segment = segments.get(number);
        var text = new String(log.content(segment), StandardCharsets.UTF_8);

        for (int at = 0; at < text.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                var disk = flipped(log, segment, at, bit);
                int lineStart = text.lastIndexOf('\n', at - 1) + 1;
                assertThatThrownBy(() -> openAndRead(disk))
                        .as("bit %d of byte %d", bit, at)
                        .isInstanceOf(WalException.Damaged.class)
                        .hasMessageContaining(
                                "%s, line %d (byte %d)".formatted(segment, lineOf(text, lineStart), lineStart));
            }
        }
        assertThat(segments).hasSize(3);
    }

    private static void openAndRead(SimulatedDisk disk) {
        try (var log = openTiny(disk, new SteppedBackground(), TailScan::highestWatermark)) {
            LogFixture.lines(log);
        }
    }

    private static long lineOf(String text, int lineStart) {
        return text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    }

    /** A negative control: with the rule that looks for no watermark, the first flip of a record goes unnoticed. */
    @Test
    void cuttingAtTheFirstBadRecordWouldLoseAcknowledgedOnes() {
        var log = smallLog();
        int inTheFirstRecord = new String(log, StandardCharsets.UTF_8).indexOf("\"text\":\"a\"") + 8;

        try (var opened =
                openTiny(flipped(log, inTheFirstRecord, 0), new SteppedBackground(), (file, from, end) -> -1)) {
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
