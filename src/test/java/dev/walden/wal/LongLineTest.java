package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A line longer than any that the log writes is a bad one, whatever its checksum says and wherever reading happens to stop in it. */
class LongLineTest {

    private static final String NAME = SegmentName.of(1);
    private static final int[] BYTES_TOO_MANY = {1, 100, 8_000, 16_000, 60_000};

    private final byte[] kept;

    LongLineTest() {
        var disk = new SimulatedDisk();
        try (var log = LogOnDisk.open(disk)) {
            LogFixture.append(log, "kept");
        }
        var content = disk.content(NAME);
        int end = content.length;
        while (content[end - 1] == '\n') {
            end--;
        }
        kept = Arrays.copyOf(content, end + 1);
    }

    /** A good line of so many bytes, line break included, behind the record and the marker. */
    private static byte[] line(int bytes) {
        var line = new BatchBuffer();
        line.line(3, 2, Timestamp.format(LogOnDisk.NOON), LogFixture.body("", 100));
        int envelope = line.length() - 100;
        line.clear();
        line.line(3, 2, Timestamp.format(LogOnDisk.NOON), LogFixture.body("", bytes - envelope));
        return Arrays.copyOf(line.bytes(), line.length());
    }

    private SimulatedDisk endingWith(byte[] line) {
        var content = Arrays.copyOf(kept, kept.length + line.length);
        System.arraycopy(line, 0, content, kept.length, line.length);
        var disk = new SimulatedDisk();
        disk.put(NAME, content);
        return disk;
    }

    @Test
    void theLongestLineIsGoodAndOneOfAByteMoreIsNot() {
        var longest = line(LineParser.MAX_LINE_BYTES);
        var longer = line(LineParser.MAX_LINE_BYTES + 1);
        var parser = new LineParser();

        assertThat(parser.parse(longest, 0, longest.length - 1)).isTrue();
        assertThat(parser.parse(longer, 0, longer.length - 1)).isFalse();
        assertThat(parser.problem()).isEqualTo("a line break within 65648 bytes expected, none found");
    }

    @Test
    void theLongestLineIsKept() {
        try (var log = LogOnDisk.open(endingWith(line(LineParser.MAX_LINE_BYTES)))) {
            assertThat(log.recovery().cutBytes()).isZero();
            assertThat(log.durable()).isEqualTo(3);
        }
    }

    @Test
    void aLongerOneIsCutAndTheLogOpensAgainAndAgain() {
        for (int more : BYTES_TOO_MANY) {
            var line = line(LineParser.MAX_LINE_BYTES + more);
            var disk = endingWith(line);

            try (var log = LogOnDisk.open(disk)) {
                assertThat(log.recovery().cutBytes()).isEqualTo(line.length - 1);
                assertThat(disk.content(NAME + ".broken")).isEqualTo(Arrays.copyOf(line, line.length - 1));
                LogFixture.append(log, "new");
            }
            for (int life = 1; life <= 2; life++) {
                try (var log = LogOnDisk.open(disk)) {
                    assertThat(log.recovery().cutBytes()).isZero();
                    assertThat(LogFixture.bodies(log)).containsExactly(LogFixture.text("kept"), LogFixture.text("new"));
                    log.beginSegment();
                }
            }
        }
    }
}
