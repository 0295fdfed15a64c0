package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.LogVerification.Tail;
import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the newest segment cannot be read: that is damage of this part, and no reason to read nothing at all. */
class UnreadableNewestTest {

    private static final String NEWEST = SegmentName.of(1);
    private static final int IN_A_LINE = 20_000;
    private static final int IN_FILLER = 60_000;

    @TempDir
    Path home;

    private List<String> lines = List.of();

    @BeforeEach
    void writeALog() {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            for (int i = 0; i < 30; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
        }
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            lines = LogFixture.lines(log);
        }
    }

    private Storage withABadSector(int at) {
        return new TamperedStorage(new FileStorage(home), call -> {
            boolean hit = call.at() <= at && call.at() + call.bytes() > at;
            if (call.operation() == Operation.READ && call.name().equals(NEWEST) && hit) {
                throw new IOException("Input/output error");
            }
            call.proceed().run();
        });
    }

    private static List<Long> read(StoredLog log, long from, long to) {
        List<Long> read = new ArrayList<>();
        log.read(from, to, entry -> read.add(entry.seq()));
        return read;
    }

    @Test
    void whatIsBehindItIsKnownAndReadAndItselfIsTold() throws IOException {
        try (var log = StoredLog.open(withABadSector(IN_A_LINE))) {
            assertThat(log.last()).isEqualTo(lines.size());
            assertThat(log.durable()).isEqualTo(lines.size() - 1);
            assertThat(read(log, lines.size(), lines.size())).hasSize(1);
            assertThatThrownBy(() -> read(log, 1, lines.size()))
                    .isInstanceOf(WalException.Unusable.class)
                    .hasMessageContaining("Input/output error");
        }
    }

    @Test
    void verifyingNamesIt() throws IOException {
        try (var log = StoredLog.open(withABadSector(IN_A_LINE))) {
            var found = log.verify(VerifyOptions.defaults());

            assertThat(found.problems())
                    .singleElement()
                    .asString()
                    .contains(NEWEST, "byte 16384 cannot be read: Input/output error");
            assertThat(found.tail()).isEqualTo(Tail.DAMAGED);
            assertThat(found.tornBytes()).isZero();
            assertThat(found.durable()).isEqualTo(lines.size() - 1);
        }
    }

    @Test
    void whereNothingIsWrittenYetItKeepsNobodyFromReading() throws IOException {
        try (var log = StoredLog.open(withABadSector(IN_FILLER))) {
            assertThat(read(log, 1, log.last())).hasSize(lines.size());
            assertThat(log.verify(VerifyOptions.defaults()).problems())
                    .singleElement()
                    .asString()
                    .contains(NEWEST, "byte 57344 cannot be read");
        }
    }

    @Test
    void theLogIsCutBeforeItAndWhatIsLostIsSaid() throws IOException {
        long bad;
        try (var log = StoredLog.open(withABadSector(IN_A_LINE))) {
            bad = log.verify(VerifyOptions.defaults()).last() + 1;
        }
        try (var repair = LogRepair.mending(home, withABadSector(IN_A_LINE), bytes -> {})) {
            var plan = repair.planCut(bad);
            repair.apply(plan, Instant.parse("2026-11-21T12:00:00Z"));

            assertThat(plan.steps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RepairStep.CutFrom.class,
                            cut -> assertThat(cut.acknowledged()).isEqualTo(lines.size() - bad));
        }

        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            assertThat(LogFixture.lines(log))
                    .startsWith(lines.subList(0, (int) bad - 1).toArray(String[]::new));
        }
    }
}
