package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damage before the tail keeps the log from opening, says where, and changes nothing. */
class DamagedLogTest {

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final List<String> segments = LogOnDisk.segments(disk);

    private static WalException.Damaged refused(SimulatedDisk disk) {
        try (var log = LogOnDisk.open(disk)) {
            throw new AssertionError("opened with " + log.recovery());
        } catch (WalException.Damaged e) {
            assertThat(e).hasMessageContaining("damaged before its tail").hasMessageContaining("backup");
            return e;
        }
    }

    @Test
    void theSoundLogOpensWithItsDigestsRecorded() {
        try (var log = LogOnDisk.open(disk)) {
            assertThat(segments).hasSize(3);
            assertThat(LogFixture.lines(log))
                    .filteredOn(line -> line.contains("segment-sealed"))
                    .hasSize(2);
        }
    }

    @Test
    void aMissingSegmentIsNamedByTheOneBeforeIt() throws IOException {
        disk.delete(segments.get(1));

        assertThat(refused(disk)).hasMessageContaining("Segment " + segments.get(0) + ", line ");
    }

    @Test
    void aMissingFirstSegmentIsNamed() throws IOException {
        disk.delete(segments.get(0));

        assertThat(refused(disk))
                .hasMessageContaining(segments.get(1))
                .hasMessageContaining("expected to begin with 1");
    }

    @Test
    void swappedSegmentsAreNamed() throws IOException {
        disk.rename(segments.get(0), "x");
        disk.rename(segments.get(1), segments.get(0));
        disk.rename("x", segments.get(1));

        assertThat(refused(disk)).hasMessageContaining("line ");
    }

    @Test
    void aCopyOfASegmentUnderAnotherNameIsNamed() {
        var copy = SegmentName.of(1000);
        disk.put(copy, disk.content(segments.get(2)));

        assertThat(refused(disk))
                .hasMessageContaining(copy + ", line 1 (byte 0)")
                .hasMessageContaining("begins with 1000");
    }

    @Test
    void aSegmentOfAnotherLogIsNamed() {
        var foreign = new String(disk.content(segments.get(1)), StandardCharsets.UTF_8);
        var header = new SegmentHeader(
                "f".repeat(32), SegmentName.first(segments.get(1)).orElseThrow());
        var line = new BatchBuffer();
        line.header(header);
        var text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8)
                + foreign.substring(foreign.indexOf('\n') + 1);
        disk.put(segments.get(1), text.getBytes(StandardCharsets.UTF_8));

        assertThat(refused(disk)).hasMessageContaining("of log").hasMessageContaining(", line 1 (byte 0)");
    }

    @Test
    void aTruncatedSealedSegmentIsNamed() {
        var content = disk.content(segments.get(1));
        disk.put(segments.get(1), Arrays.copyOf(content, content.length - 30));

        assertThat(refused(disk)).hasMessageContaining("Segment " + segments.get(1) + ", line ");
    }

    @Test
    void anEmptySealedSegmentIsNamed() {
        disk.put(segments.get(1), new byte[0]);

        assertThat(refused(disk)).hasMessageContaining("Segment " + segments.get(1) + ", line 1 (byte 0)");
    }

    @Test
    void aLineTwiceOrLeftOutIsNamed() {
        var lines = new String(disk.content(segments.get(2)), StandardCharsets.UTF_8);
        int second = lines.indexOf('\n') + 1;
        int third = lines.indexOf('\n', second) + 1;

        var without = lines.substring(0, second) + lines.substring(third);
        disk.put(segments.get(2), without.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(disk)).hasMessageContaining(segments.get(2) + ", line 2 (byte " + second + ")");

        var twice = lines.substring(0, third) + lines.substring(second);
        disk.put(segments.get(2), twice.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(disk)).hasMessageContaining(segments.get(2) + ", line 3 (byte " + third + ")");
    }

    @Test
    void damageInsideASealedSegmentIsFoundWhenItIsRead() {
        var content = disk.content(segments.get(0));
        int at = content.length / 2;
        content[at] ^= 1;
        disk.put(segments.get(0), content);

        try (var log = LogOnDisk.open(disk)) {
            assertThatThrownBy(() -> LogFixture.lines(log))
                    .isInstanceOf(WalException.Damaged.class)
                    .hasMessageContaining(segments.get(0) + ", line ")
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void aLogOfANewerVersionIsNotTouched() {
        var line = "{\"walden-log\":2,\"shape\":\"new\"";
        var bytes = Arrays.copyOf(line.getBytes(StandardCharsets.UTF_8), line.length() + Checksum.BYTES + 1);
        long crc = Checksum.expected(bytes, 0, line.length() + Checksum.BYTES);
        Checksum.put((int) crc, bytes, line.length());
        bytes[bytes.length - 1] = '\n';
        disk.put(SegmentName.of(1), bytes);

        assertThatThrownBy(() -> LogOnDisk.open(disk))
                .isInstanceOf(WalException.UnknownFormat.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void arbitraryBytesAsASegmentAreRefusedOrPutAside() {
        var garbage = new SimulatedDisk();
        garbage.put(SegmentName.of(1), new byte[300_000]);

        try (var log = LogOnDisk.open(garbage)) {
            assertThat(log.recovery().copyOfWhatWasCut()).contains(SegmentName.of(1) + ".broken");
            assertThat(garbage.content(SegmentName.of(1) + ".broken")).hasSize(300_000);
        }
    }
}
