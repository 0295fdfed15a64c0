package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.walden.wal.TamperedStorage.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that are packed, on a simulated disk: three sealed ones and the one being written. */
class ArchiveTest {

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final SteppedBackground background = new SteppedBackground();
    private final List<String> sealed = LogOnDisk.segments(disk).subList(0, 2);

    private void archive(SegmentedLog log) {
        archive(log, Instant.MAX);
    }

    private void archive(SegmentedLog log, Instant before) {
        log.archive(log.durable(), before);
        for (int i = 0; i < 8; i++) {
            background.seal();
        }
    }

    private List<String> archived() {
        return disk.list().stream()
                .filter(name -> name.startsWith("archive/"))
                .sorted()
                .toList();
    }

    @Test
    void aPackedSegmentReadsAsBeforeAndThePlainOneIsGone() {
        try (var log = LogOnDisk.open(disk, background)) {
            var before = LogFixture.lines(log);

            archive(log);

            assertThat(archived())
                    .isEqualTo(sealed.stream().map(Segment::archiveName).toList());
            assertThat(LogOnDisk.segments(disk)).hasSize(1);
            assertThat(LogFixture.lines(log)).isEqualTo(before);
            for (long seq = log.durable(); seq >= 1; seq--) {
                assertThat(LogFixture.lines(log, seq, seq)).containsExactly(before.get((int) seq - 1));
            }
        }
    }

    @Test
    void aLogWithAnArchiveOpensAndGoesOn() {
        List<String> before;
        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);
            LogFixture.append(log, "more");
            before = LogFixture.lines(log, 1, log.durable());
        }

        try (var log = LogOnDisk.open(disk, background)) {
            assertThat(LogFixture.lines(log)).startsWith(before.toArray(String[]::new));
            assertThat(log.first()).isOne();
        }
    }

    @Test
    void anyZstdProgramUnpacksASegment() throws IOException {
        var plain = disk.content(sealed.getFirst());

        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);
        }

        var packed = new ByteArrayInputStream(disk.content(Segment.archiveName(sealed.getFirst())));
        assertThat(new ZstdInputStream(packed).setContinuous(true).readAllBytes())
                .isEqualTo(plain);
    }

    @Test
    void whatIsNotBehindAllOrTooYoungIsLeftPlain() {
        try (var log = LogOnDisk.open(disk, background)) {
            log.archive(SegmentName.first(sealed.get(1)).orElseThrow() - 2, Instant.MAX);
            log.archive(log.durable(), LogOnDisk.NOON);
            for (int i = 0; i < 8; i++) {
                background.seal();
            }

            assertThat(archived()).isEmpty();
        }
    }

    @Test
    void aReaderUnderWayGoesOnWhileItsSegmentIsPacked() {
        try (var log = LogOnDisk.open(disk, background)) {
            var before = LogFixture.lines(log);

            var during = new ArrayList<String>();
            log.read(1, log.durable(), entry -> {
                if (entry.seq() == 2) {
                    archive(log);
                }
                return during.add(LogFixture.text(entry.line()));
            });

            assertThat(archived()).hasSize(2);
            assertThat(during).isEqualTo(before);
        }
    }

    @Test
    void aSegmentThatIsNotAsItWasSealedStaysAndThoseBehindItArePacked() {
        var content = disk.content(sealed.getFirst());
        content[content.length / 2] ^= 1;
        disk.put(sealed.getFirst(), content);

        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);

            assertThat(archived()).containsExactly(Segment.archiveName(sealed.get(1)));
            assertThat(disk.content(sealed.getFirst())).isEqualTo(content);
        }
    }

    @Test
    void aDamagedSegmentIsTriedOnceADayAndPackedWhenItIsMended() {
        var sound = disk.content(sealed.getFirst());
        var content = sound.clone();
        content[content.length / 2] ^= 1;
        disk.put(sealed.getFirst(), content);
        var tried = new AtomicInteger();
        var counting = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.CREATE
                    && call.name().startsWith(Segment.archiveName(sealed.getFirst()))) {
                tried.incrementAndGet();
            }
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON),
                LogFixture.metrics(),
                LogOnDisk.wiring(counting, background))) {
            for (int minute = 0; minute < 60; minute++) {
                archive(log, LogOnDisk.NOON.plus(Duration.ofMinutes(1 + minute)));
            }
            assertThat(tried).hasValue(1);

            disk.put(sealed.getFirst(), sound);
            archive(log, LogOnDisk.NOON.plus(Duration.ofDays(2)));

            assertThat(archived()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverIsThrownIsCountedAndThoseBehindArePacked(boolean error) {
        var meters = new SimpleMeterRegistry();
        var failing = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.CREATE
                    && call.name().startsWith(Segment.archiveName(sealed.getFirst()))) {
                if (error) {
                    throw new UnsatisfiedLinkError("no zstd");
                }
                throw new IllegalStateException("unforeseen");
            }
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON),
                new WalMetrics(meters),
                LogOnDisk.wiring(failing, background))) {
            archive(log);

            assertThat(archived()).containsExactly(Segment.archiveName(sealed.get(1)));
            assertThat(meters.get("walden.log.archive.failures").counter().count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aDamagedArchiveIsSaidWhenItIsRead() {
        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);
        }
        var name = Segment.archiveName(sealed.getFirst());
        var content = disk.content(name);
        content[content.length / 3] ^= 1;
        disk.put(name, content);

        assertThatThrownBy(() -> {
                    try (var log = LogOnDisk.open(disk, background)) {
                        LogFixture.lines(log);
                    }
                })
                .isInstanceOf(WalException.Damaged.class)
                .hasMessageContaining(name);
    }

    @Test
    void anArchiveWithoutALaterSegmentIsDamage() throws IOException {
        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);
        }
        disk.delete(LogOnDisk.segments(disk).getLast());

        assertThatThrownBy(() -> LogOnDisk.open(disk, background))
                .isInstanceOf(WalException.Damaged.class)
                .hasMessageContaining(sealed.get(1))
                .hasMessageContaining("missing");
    }

    @Test
    void aDiskWithoutRoomLeavesAllAsItIs() {
        var full = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.WRITE && call.name().startsWith("archive/")) {
                throw new Storage.NoRoomException("full");
            }
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), LogOnDisk.wiring(full, background))) {
            var before = LogFixture.lines(log);

            archive(log);

            assertThat(LogFixture.lines(log)).isEqualTo(before);
            assertThat(log.condition()).isEqualTo(new LogCondition.Accepting());
            LogFixture.append(log, "goes on");
        }
        try (var log = LogOnDisk.open(disk, background)) {
            archive(log);

            assertThat(archived()).hasSize(2);
        }
    }

    @Test
    void aPackedFileThatReadsOtherwiseIsNotTaken() {
        var forgetful = new TamperedStorage(disk, call -> {
            if (call.operation() != Operation.WRITE || !call.name().startsWith("archive/")) {
                call.proceed().run();
            }
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON),
                LogFixture.metrics(),
                LogOnDisk.wiring(forgetful, background))) {
            archive(log);

            assertThat(LogOnDisk.segments(disk)).containsAll(sealed);
        }
    }

    @Test
    void onceTheLogHasFailedNoFileIsBegunNamedOrDeleted() {
        int all = changesOfPacking(Integer.MAX_VALUE).size();
        for (int k = 1; k <= all; k++) {
            var changes = changesOfPacking(k);

            assertThat(changes.subList(k, changes.size()))
                    .as("after change %d, %s", k, changes.get(k - 1))
                    .allMatch(change ->
                            change == Operation.WRITE || change == Operation.FORCE || change == Operation.SYNC_FOLDER);
        }
        assertThat(all).isGreaterThan(12);
    }

    /** What the sealing lane, which is this thread, changes; after so many changes a commit beside it fails. */
    private static List<Operation> changesOfPacking(int untilFailure) {
        var changes = new ArrayList<Operation>();
        var opened = new AtomicReference<@Nullable SegmentedLog>();
        var committing = new AtomicBoolean();
        var lane = Thread.currentThread();
        var failing = new TamperedStorage(LogOnDisk.threeSegments(), call -> {
            if (committing.get() && call.operation() == Operation.FORCE) {
                throw new IOException("Input/output error");
            }
            call.proceed().run();
            boolean changed = !EnumSet.of(Operation.LIST, Operation.OPEN, Operation.OPEN_TO_READ, Operation.READ)
                    .contains(call.operation());
            var log = opened.get();
            if (log != null
                    && changed
                    && !committing.get()
                    && Thread.currentThread().equals(lane)) {
                changes.add(call.operation());
                if (changes.size() == untilFailure) {
                    committing.set(true);
                    assertThatThrownBy(() -> LogFixture.append(log, "x")).isInstanceOf(WalException.Unusable.class);
                    committing.set(false);
                }
            }
        });
        var background = new SteppedBackground();
        var log = LogOnDisk.open(failing, background);
        while (background.seal()) {
            // what opening left to do
        }
        opened.set(log);
        log.archive(log.durable(), Instant.MAX);
        while (background.seal()) {
            // one segment after the other
        }
        opened.set(null);
        log.close();
        return changes;
    }

    @Test
    void thePlainFileGoesOnlyAfterThePackedOneIsDurable() {
        var calls = new ArrayList<String>();
        var watched = new TamperedStorage(disk, call -> {
            calls.add(call.operation() + " " + call.name());
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), LogOnDisk.wiring(watched, background))) {
            calls.clear();
            archive(log);
        }

        var packed = Segment.archiveName(sealed.getFirst());
        assertThat(calls)
                .containsSubsequence(
                        "FORCE " + packed + ".tmp",
                        "RENAME " + packed,
                        "SYNC_FOLDER ",
                        "DELETE " + sealed.getFirst(),
                        "SYNC_FOLDER ");
    }
}
