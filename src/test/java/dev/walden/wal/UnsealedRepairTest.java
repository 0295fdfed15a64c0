package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A segment that is damaged before it is sealed, so that no digest says what it must be, and one that cannot be read. */
class UnsealedRepairTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String OLDEST = SegmentName.of(1);

    @TempDir
    Path folder;

    private Path home = Path.of("");
    private Path backup = Path.of("");
    private List<String> lines = List.of();

    @BeforeEach
    void writeALogAndCopyIt() throws IOException {
        home = folder.resolve("home");
        backup = folder.resolve("backup");
        lines = write(home, "r");
        FileSystemUtils.copyRecursively(home, backup);
    }

    /** Two segments are full, and none is sealed. */
    private static List<String> write(Path home, String words) {
        try (var log = open(new FileStorage(home))) {
            for (int i = 0; i < 12; i++) {
                log.append(List.of(LogFixture.body(words + i, 1_500), LogFixture.body(words, 100)), Urgency.NORMAL);
            }
            return LogFixture.lines(log);
        }
    }

    private static SegmentedLog open(Storage storage) {
        return LogOnDisk.open(storage);
    }

    private Path segment() {
        return home.resolve("log").resolve(OLDEST);
    }

    private void turnABit(int at) throws IOException {
        var content = Files.readAllBytes(segment());
        content[at] ^= 1;
        Files.write(segment(), content);
    }

    /** The second block of the oldest segment cannot be read. */
    private Storage withABadSector() {
        return new TamperedStorage(new FileStorage(home), call -> {
            boolean hit = call.at() < 4_400 && call.at() + call.bytes() > 4_300;
            if (call.operation() == Operation.READ && call.name().equals(OLDEST) && hit) {
                throw new IOException("Input/output error");
            }
            call.proceed().run();
        });
    }

    private RepairPlan repair(Storage storage) throws IOException {
        try (var repair = LogRepair.mending(home, storage, bytes -> {})) {
            var plan = repair.plan(backup);
            repair.apply(plan, NOW);
            return plan;
        }
    }

    private LogVerification verified(Storage storage) throws IOException {
        try (var log = StoredLog.open(storage)) {
            return log.verify(VerifyOptions.defaults());
        }
    }

    private Path kept() {
        return home.resolve("log/removed-20261121T120000Z").resolve(OLDEST);
    }

    private void assertThatAllIsThere() throws IOException {
        assertThat(verified(new FileStorage(home)).problems()).isEmpty();
        try (var log = open(new FileStorage(home))) {
            assertThat(LogFixture.lines(log)).startsWith(lines.toArray(String[]::new));
        }
    }

    @Test
    void aBackupMendsItWhenAllThatIsGoodIsTheSameThere() throws IOException {
        turnABit(1_000);
        var damaged = Files.readAllBytes(segment());

        var plan = repair(new FileStorage(home));

        assertThat(plan.left()).isEmpty();
        assertThat(plan.steps())
                .singleElement()
                .asString()
                .contains(OLDEST, "No record says which digest", "7 of its 8 records are good");
        assertThat(kept()).hasBinaryContent(damaged);
        assertThatAllIsThere();
    }

    @Test
    void whatCannotBeReadIsMendedTooAndLineBreaksInTheCopyThatIsKept() throws IOException {
        var whole = Files.readAllBytes(segment());

        assertThat(verified(withABadSector()).problems())
                .singleElement()
                .asString()
                .contains(OLDEST, "byte 4096 cannot be read: Input/output error");
        var plan = repair(withABadSector());

        assertThat(plan.left()).isEmpty();
        assertThat(plan.steps()).singleElement().isInstanceOf(RepairStep.PutBackCompared.class);
        Arrays.fill(whole, 4_096, whole.length, (byte) '\n'); // less than two blocks
        assertThat(kept()).hasBinaryContent(whole);
        assertThatAllIsThere();
    }

    @Test
    void aBackupWithAnotherGoodLineIsNotTaken() throws IOException {
        turnABit(1_000);
        FileSystemUtils.deleteRecursively(backup);
        write(backup, "s"); // of the same id, as after a restore from which both went on

        var plan = repair(new FileStorage(home));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left()).hasSize(1);
        assertThat(kept()).doesNotExist();
    }

    @Test
    void aBackupThatIsDamagedItselfIsNotTaken() throws IOException {
        turnABit(1_000);
        var there = backup.resolve("log").resolve(OLDEST);
        var content = Files.readAllBytes(there);
        content[2_000] ^= 1;
        Files.write(there, content);

        assertThat(repair(new FileStorage(home)).steps()).isEmpty();
    }

    @Test
    void aBackupThatCannotBeReadIsNotTakenAndTold() throws IOException {
        turnABit(1_000);
        var bad = new TamperedStorage(new FileStorage(backup), call -> {
            if (call.operation() == Operation.READ) {
                throw new IOException("Input/output error");
            }
            call.proceed().run();
        });

        var plan =
                new RepairPlanner(new SegmentFiles(new FileStorage(home)), VerifyOptions.defaults()).mend(backup, bad);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left())
                .singleElement()
                .asString()
                .contains(OLDEST, "that of the backup " + backup + " cannot be read: Input/output error");
    }

    @Test
    void oneThatIsSoundIsNotReplacedByTheSame() throws IOException {
        assertThat(compared()).isNull();
        turnABit(1_000);
        assertThat(compared()).isNotNull();
    }

    private RepairStep.@Nullable PutBackCompared compared() throws IOException {
        var files = new SegmentFiles(new FileStorage(home));
        var all = files.list();
        return new Comparison(files, all.getFirst(), all.get(1).first(), LogOnDisk.LOG_ID)
                .with(new BackedUp(backup, new SegmentFiles(new FileStorage(backup))));
    }

    @Test
    void theLogIsCutBeforeWhatCannotBeRead() throws IOException {
        try (var repair = LogRepair.mending(home, withABadSector(), bytes -> {})) {
            var plan = repair.planCut(3);
            repair.apply(plan, NOW);
        }

        try (var log = open(new FileStorage(home))) {
            assertThat(LogFixture.lines(log)).isEqualTo(lines.subList(0, 2));
        }
    }

    @Test
    void aPackedSegmentThatCannotBeUnpackedIsNamedAndPutBack() throws IOException {
        var background = new SteppedBackground();
        try (var log = LogOnDisk.open(new FileStorage(home), background)) {
            while (background.seal()) {
                LogFixture.append(log, "sealed");
            }
            log.archive(log.durable(), Instant.MAX);
            while (background.seal()) {
                LogFixture.append(log, "packed");
            }
            lines = LogFixture.lines(log);
        }
        var packed = home.resolve("log").resolve(Segment.archiveName(OLDEST));
        var content = Files.readAllBytes(packed);
        content[200] ^= 1;
        Files.write(packed, content);

        assertThat(verified(new FileStorage(home)).problems())
                .singleElement()
                .asString()
                .contains(OLDEST, "cannot be unpacked");
        assertThat(repair(new FileStorage(home)).left()).isEmpty();
        assertThat(packed).doesNotExist();
        assertThatAllIsThere();
    }
}
