package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk refuses new work, takes outcomes into the reserve, and is over when there is room. */
class NoSpaceTest {

    private static final long HEADROOM = 10_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SteppedBackground background = new SteppedBackground();

    private SegmentedLog open(boolean preFill) {
        return open(preFill, disk);
    }

    private SegmentedLog open(boolean preFill, Storage storage) {
        var all = LogOnDisk.options(() -> LogOnDisk.NOON);
        var options =
                new WalOptions(all.home(), all.segmentBytes(), 7_000, HEADROOM, preFill, all.clock(), all.onFailure());
        return SegmentedLog.open(options, LogFixture.metrics(), LogOnDisk.wiring(storage, background));
    }

    private static void append(SegmentedLog log, Urgency urgency) {
        log.append(List.of(LogFixture.body("x", 3_000)), urgency);
    }

    /** Fills the first segment of an open log, with nothing ready behind it. */
    private void fill(SegmentedLog log) {
        append(log, Urgency.NORMAL);
        background.seal(); // fills the reserve
        disk.usableBytes(0);
        append(log, Urgency.NORMAL);
        append(log, Urgency.NORMAL); // rotates into what was ready
        append(log, Urgency.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatLivesBesideTheLogKeepsItsRoom(boolean preFill) {
        try (var log = open(preFill)) {
            if (preFill) {
                fill(log);
            }
            long segment = LogOnDisk.options(() -> LogOnDisk.NOON).segmentBytes();
            long wanted = HEADROOM + (preFill ? segment : (1 << 20) + 7_000 + 5_000);

            disk.usableBytes(wanted - 5_000);
            background.retry();
            assertThatThrownBy(() -> append(log, Urgency.NORMAL)).isInstanceOf(WalException.NoSpace.class);

            disk.usableBytes(wanted);
            background.retry();
            append(log, Urgency.NORMAL);
        }
    }

    @Test
    void newWorkIsRefusedOutcomesGoOnAndAllResumesByItself() {
        try (var log = open(true)) {
            fill(log);
            assertThat(log.condition()).isInstanceOf(LogCondition.NoSpace.class);

            assertThatThrownBy(() -> append(log, Urgency.NORMAL))
                    .isInstanceOf(WalException.NoSpace.class)
                    .hasMessageContaining("0 are left");
            append(log, Urgency.OUTCOME);
            assertThatThrownBy(() -> append(log, Urgency.NORMAL)).isInstanceOf(WalException.NoSpace.class);
            append(log, Urgency.OUTCOME);
            assertThatThrownBy(() -> append(log, Urgency.OUTCOME)).isInstanceOf(WalException.NoSpace.class);
            assertThat(LogFixture.bodies(log)).hasSize(6);

            disk.usableBytes(1 << 20);
            background.retry();
            append(log, Urgency.NORMAL);
            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
            assertThat(LogFixture.bodies(log)).hasSize(7);
        }
    }

    @Test
    void aLogWithoutRoomOpensAndKeepsItsReserveForOutcomes() {
        try (var log = open(true)) {
            fill(log);
            append(log, Urgency.OUTCOME);
        }

        try (var log = open(true)) {
            assertThat(log.condition()).isInstanceOf(LogCondition.NoSpace.class);
            assertThatThrownBy(() -> append(log, Urgency.NORMAL)).isInstanceOf(WalException.NoSpace.class);
            assertThat(LogFixture.bodies(log)).hasSize(5);
        }
    }

    @Test
    void anAppendThatFitsTheSegmentNeedsNoRoom() {
        try (var log = open(true)) {
            append(log, Urgency.NORMAL);
            disk.usableBytes(0);

            append(log, Urgency.NORMAL);

            assertThat(log.durable()).isEqualTo(2);
        }
    }

    @Test
    void aGrowingLogLeavesTheReserveToOutcomes() {
        try (var log = open(false)) {
            append(log, Urgency.NORMAL);
            disk.usableBytes((1 << 20) + 5_000);

            assertThatThrownBy(() -> append(log, Urgency.NORMAL)).isInstanceOf(WalException.NoSpace.class);
            append(log, Urgency.OUTCOME);
            disk.usableBytes(1_000);
            assertThatThrownBy(() -> append(log, Urgency.OUTCOME)).isInstanceOf(WalException.NoSpace.class);

            disk.usableBytes(1 << 22);
            append(log, Urgency.NORMAL);
            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAppendLargerThanASegmentGetsOneAsLarge(boolean preFill) {
        try (var log = open(preFill)) {
            append(log, Urgency.NORMAL);
            var bodies = List.of(
                    LogFixture.body("a", WriteAheadLog.MAX_BODY_BYTES),
                    LogFixture.body("b", WriteAheadLog.MAX_BODY_BYTES - 1),
                    LogFixture.body("c", 60));

            var appended = log.append(bodies, Urgency.NORMAL);

            assertThat(appended.last() - appended.first()).isEqualTo(2);
            append(log, Urgency.NORMAL);
            assertThat(LogFixture.bodies(log)).hasSize(5);
        }
        try (var log = open(preFill)) {
            assertThat(LogFixture.bodies(log)).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "WRITE"})
    void aTornTailIsKeptAsideOnAFullDiskInTheRoomOfTheSpares(Operation failing) {
        try (var log = open(true)) {
            append(log, Urgency.NORMAL);
            background.seal();
        }
        var name = SegmentName.of(1);
        var content = disk.content(name);
        content[6_000] = 'x';
        disk.put(name, content);
        disk.put(PrefilledSegments.TRIED, new byte[100]);
        var full = new TamperedStorage(disk, call -> {
            boolean spares = disk.list().stream().anyMatch(file -> file.endsWith(".prefill"));
            if (call.operation() == failing && call.name().contains(".broken") && spares) {
                throw new Storage.NoRoomException("No space left on device");
            }
            call.proceed().run();
        });

        try (var log = LogOnDisk.open(full)) {
            assertThat(log.recovery().copyOfWhatWasCut()).contains(name + ".broken");
            assertThat(LogFixture.bodies(log)).hasSize(1);
        }
    }

    private void openAndClose() {
        try (var log = open(true)) {
            assertThat(log.durable()).isZero();
            background.seal();
        }
    }

    @Test
    void filesThatAPreviousRunLeftAreFilledAgainInTheRoomTheyHave() throws IOException {
        openAndClose();
        var damaged = disk.content(Reserve.NAME);
        damaged[1_000] = 0;
        disk.put(Reserve.NAME, damaged);
        disk.put(PrefilledSegments.NEXT, new byte[100]);
        long before = disk.operations();

        openAndClose();

        assertThat(disk.content(Reserve.NAME)).hasSize(7_000).containsOnly('\n');
        assertThat(disk.content(PrefilledSegments.NEXT))
                .hasSize(Simulation.SEGMENT_BYTES)
                .containsOnly('\n');
        assertThat(disk.operations() - before)
                .as("removal of the one of another length, making of one, filling of two")
                .isEqualTo(2 + 1 + 2 * 3);
    }

    @ParameterizedTest
    @CsvSource({"true,RENAME", "true,SYNC_FOLDER", "false,CREATE", "false,SYNC_FOLDER"})
    void wantOfRoomForTheNameOfASegmentIsWaitedFor(boolean preFill, Operation failing) {
        var full = new AtomicBoolean();
        var storage = new TamperedStorage(disk, call -> {
            boolean naming = call.operation() == Operation.SYNC_FOLDER
                    || SegmentName.first(call.name()).isPresent();
            if (full.get() && call.operation() == failing && naming) {
                throw new Storage.NoRoomException("Disk quota exceeded");
            }
            call.proceed().run();
        });
        try (var log = open(preFill, storage)) {
            append(log, Urgency.NORMAL);
            append(log, Urgency.NORMAL);
            background.seal();
            full.set(true);
            assertThatThrownBy(() -> append(log, Urgency.NORMAL))
                    .isInstanceOf(WalException.NoSpace.class)
                    .hasMessageContaining("Disk quota exceeded");
            assertThat(log.condition()).isInstanceOf(LogCondition.NoSpace.class);
            if (preFill) {
                assertThatThrownBy(() -> append(log, Urgency.OUTCOME)).isInstanceOf(WalException.NoSpace.class);
            }

            full.set(false);
            append(log, Urgency.OUTCOME);
            background.retry();
            append(log, Urgency.NORMAL);
            append(log, Urgency.NORMAL);

            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
        }
        try (var log = open(preFill)) {
            assertThat(LogFixture.bodies(log)).hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,RENAME", "true,SYNC_FOLDER", "false,CREATE", "false,SYNC_FOLDER"})
    void wantOfRoomForANameIsOverWhenThereIsOneAndNotBefore(boolean preFill, Operation failing) {
        var full = new AtomicBoolean();
        var written = new AtomicInteger();
        var storage = new TamperedStorage(disk, call -> {
            if (full.get() && call.operation() == failing) {
                throw new Storage.NoRoomException("Disk quota exceeded");
            }
            written.addAndGet(call.operation() == Operation.WRITE ? 1 : 0);
            call.proceed().run();
        });
        try (var log = open(preFill, storage)) {
            append(log, Urgency.NORMAL);
            append(log, Urgency.NORMAL);
            background.seal();
            full.set(true);
            written.set(0);

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> append(log, Urgency.NORMAL)).isInstanceOf(WalException.NoSpace.class);
                assertThat(background.retry()).isTrue();
                assertThat(log.condition()).isInstanceOf(LogCondition.NoSpace.class);
            }
            assertThat(written).hasValue(0);

            full.set(false);
            background.retry();
            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
            append(log, Urgency.NORMAL);
            append(log, Urgency.NORMAL);
        }
        assertThat(disk.list()).doesNotContain(PrefilledSegments.TRIED);
        try (var log = open(preFill)) {
            assertThat(LogFixture.bodies(log)).hasSize(4);
        }
    }

    @Test
    void aFileThatWasLeftUnderTheNameOfATrialIsRemoved() {
        disk.put(PrefilledSegments.TRIED, new byte[100]);

        openAndClose();

        assertThat(disk.list()).contains(PrefilledSegments.NEXT).doesNotContain(PrefilledSegments.TRIED);
    }

    @ParameterizedTest
    @CsvSource({"WRITE,true,true", "CREATE,true,true", "CREATE,true,false", "WRITE,false,true"})
    void aTailThatCannotBeKeptIsNotCutAndLeavesNoHalfCopy(Operation operation, boolean full, boolean spares)
            throws IOException {
        try (var log = open(true)) {
            append(log, Urgency.NORMAL);
            background.seal();
        }
        if (!spares) {
            disk.delete(PrefilledSegments.NEXT);
            disk.delete(Reserve.NAME);
        }
        var name = SegmentName.of(1);
        var content = disk.content(name);
        content[6_000] = 'x';
        disk.put(name, content);
        var failing = new TamperedStorage(disk, call -> {
            if (call.operation() == operation && call.name().contains(".broken")) {
                throw full ? new Storage.NoRoomException("No space left on device") : new IOException("I/O error");
            }
            call.proceed().run();
        });

        assertThatThrownBy(() -> LogOnDisk.open(failing))
                .isInstanceOf(WalException.Unusable.class)
                .hasMessageContaining(name)
                .hasMessageContaining(full ? "No space left on device" : "I/O error")
                .hasMessageContaining("Nothing was cut, and nothing of the copy is left")
                .satisfies(refused -> assertThat(refused.toString().contains("removed to make room"))
                        .isEqualTo(full && spares));
        assertThat(disk.list()).noneMatch(file -> file.contains(".broken"));
        assertThat(disk.content(name)).isEqualTo(content);
    }
}
