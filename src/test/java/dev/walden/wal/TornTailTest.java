package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The last batch, torn in every way a disk can tear it: what was acknowledged stays, what was not is cut and kept aside. */
class TornTailTest {

    private static final String NAME = SegmentName.of(1);
    private static final int SECTOR = SimulatedDisk.SECTOR_BYTES;

    private final byte[] before;
    private final byte[] after;
    private final int start;

    TornTailTest() {
        var disk = new SimulatedDisk();
        try (var log = LogOnDisk.open(disk)) {
            LogFixture.append(log, "kept");
            before = disk.content(NAME);
            log.append(
                    List.of(LogFixture.body("b", 900), LogFixture.body("c", 800), LogFixture.body("d", 1_100)),
                    Urgency.NORMAL);
            after = disk.content(NAME);
        }
        start = Arrays.mismatch(before, after);
    }

    private static SimulatedDisk diskWith(byte[] content) {
        var disk = new SimulatedDisk();
        disk.put(NAME, content);
        return disk;
    }

    private static void assertOpensAndGoesOn(byte[] content) {
        var disk = diskWith(content);
        try (var log = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(log)).startsWith(LogFixture.text("kept"));
            LogFixture.append(log, "new");
        }
        try (var log = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(log))
                    .startsWith(LogFixture.text("kept"))
                    .endsWith(LogFixture.text("new"));
            assertThat(log.recovery().cutBytes()).isZero();
        }
    }

    @Test
    void everySubsetOfItsSectorsIsATornTail() {
        int firstSector = start / SECTOR;
        int sectors = (contentEnd(after) + SECTOR - 1) / SECTOR - firstSector;
        for (int subset = 0; subset < 1 << sectors; subset++) {
            var content = before.clone();
            for (int i = 0; i < sectors; i++) {
                if ((subset >> i & 1) == 1) {
                    int at = (firstSector + i) * SECTOR;
                    System.arraycopy(after, at, content, at, SECTOR);
                }
            }
            assertOpensAndGoesOn(content);
        }
        assertThat(sectors).isGreaterThanOrEqualTo(6);
    }

    @Test
    void everyByteCutIsATornTail() {
        int end = contentEnd(after);
        for (int cut = start; cut <= end; cut++) {
            var filled = before.clone();
            System.arraycopy(after, start, filled, start, cut - start);
            assertOpensAndGoesOn(filled);
            assertOpensAndGoesOn(Arrays.copyOf(after, cut)); // as a growing file ends
        }
    }

    @Test
    void whatIsCutIsKeptAside() {
        var content = after.clone();
        content[start + 40] ^= 1;
        var disk = diskWith(content);

        try (var log = LogOnDisk.open(disk)) {
            assertThat(log.recovery().copyOfWhatWasCut()).contains(NAME + ".broken");
            assertThat(log.recovery().last()).isEqualTo(1);
            var cut = Arrays.copyOfRange(content, start, contentEnd(after));
            assertThat(disk.content(NAME + ".broken")).isEqualTo(cut);
            assertThat(log.recovery().cutBytes()).isEqualTo(cut.length);
        }
    }

    @Test
    void aStaleRecordBehindTheCutDoesNotComeBackToLife() {
        // The first of three unacknowledged records is bad, the other two are good and would fit behind a new first
        // one.
        var content = after.clone();
        content[start + 40] ^= 1;
        var disk = diskWith(content);
        int firstLine = new String(after, StandardCharsets.UTF_8).indexOf('\n', start) + 1 - start;
        try (var log = LogOnDisk.open(disk)) {
            var sameLength = LogFixture.body("B", 900);
            log.append(List.of(sameLength), Urgency.NORMAL);
            assertThat(disk.content(NAME)[start + firstLine]).isEqualTo((byte) '\n');
            disk.goOffAt(1);
        }

        try (var log = LogOnDisk.open(disk.afterPowerLoss(new Random(0)))) {
            assertThat(LogFixture.bodies(log))
                    .containsExactly(LogFixture.text("kept"), LogFixture.text(LogFixture.body("B", 900)));
        }
    }

    private static int contentEnd(byte[] content) {
        int end = content.length;
        while (content[end - 1] == '\n') {
            end--;
        }
        return end;
    }
}
