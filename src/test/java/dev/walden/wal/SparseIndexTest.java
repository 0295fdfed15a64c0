package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseIndexTest {

    private static final int MIB = 1 << 20;

    @Test
    void aFullSegmentKeepsOneEntryAMebibyte() {
        var index = new SparseIndex();
        for (int seq = 1; seq <= 64 * MIB / 1024; seq++) {
            index.note(seq, (seq - 1) * 1024L);
        }
        int before = index.size();

        index.full();

        assertThat(before).isEqualTo(64 * MIB / SparseIndex.SPACING_BYTES);
        assertThat(index.size()).isEqualTo(64);
        assertThat(index.atOrBefore(1025)).hasToString("1025=" + MIB);
    }

    @Test
    void readersOfAFullSegmentAddNoMoreThanThat() {
        var index = new SparseIndex();
        index.full();

        for (int seq = 1; seq <= 4 * MIB / 1024; seq++) {
            index.note(seq, (seq - 1) * 1024L);
        }

        assertThat(index.size()).isEqualTo(4);
    }

    @Test
    void everyRecordOfEverySegmentIsFoundByItsNumber(@TempDir Path home) {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            for (int i = 1; i <= 2_000; i++) {
                LogFixture.append(log, "text " + i + "x".repeat(200));
            }

            for (long seq = log.first(); seq <= log.durable(); seq += 7) {
                assertThat(LogFixture.lines(log, seq, seq))
                        .singleElement()
                        .asString()
                        .contains("\"seq\":" + seq + ",");
            }
        }
    }
}
