package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/** A segment of several frames in the archive is damaged: verified, mended and lived with as a plain one. */
class PackedDamageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private Path home = Path.of("");
    private Path backup = Path.of("");
    private Path packed = Path.of("");
    private String name = "";
    private long first;
    private List<String> lines = List.of();

    /** What is damaged. */
    enum Where {
        FIRST_FRAME,
        MIDDLE_FRAME,
        LAST_FRAME,
        TABLE,
        LENGTH
    }

    /** Three segments, and the second one is packed; the backup was made before. */
    @BeforeEach
    void writeALogAndPackASegment() throws IOException {
        LogFixture.silence();
        home = folder.resolve("home");
        backup = folder.resolve("backup");
        var luck = new Random(17);
        var background = new SteppedBackground(); // a lane of its own could be so late that a fourth segment is begun
        try (var log = SegmentedLog.open(
                options(), LogFixture.metrics(), LogOnDisk.wiring(new FileStorage(home), background))) {
            while (segments().size() < 3 || sealed(log) < 2) {
                LogFixture.append(
                        log, IntStream.range(0, 100).mapToObj(_ -> words(luck)).toArray(String[]::new));
                background.seal();
            }
        }
        try (var log = open()) {
            lines = LogFixture.lines(log);
        }
        FileSystemUtils.copyRecursively(home, backup);
        name = String.valueOf(segments().get(1).getFileName());
        first = SegmentName.first(name).orElseThrow();
        packed = home.resolve("log").resolve(Segment.archiveName(name));
        LogOnDisk.pack(new FileStorage(home), name);
    }

    private static String words(Random luck) {
        return IntStream.range(0, 200)
                .mapToObj(_ -> Integer.toString(luck.nextInt(1 << 30), 36))
                .reduce("", String::concat);
    }

    private SegmentedLog open() {
        return SegmentedLog.open(options(), LogFixture.metrics());
    }

    private WalOptions options() {
        return new WalOptions(home, 1 << 20, 0, 0, false, InstantSource.system(), failure -> {});
    }

    private static long sealed(SegmentedLog log) {
        return LogFixture.lines(log).stream()
                .filter(line -> line.contains("segment-sealed"))
                .count();
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private void damage(Path file, Where where) throws IOException {
        var content = Files.readAllBytes(file);
        SeekTable table;
        try (var from = new FileStorage(home).read(Segment.archiveName(name))) {
            table = SeekTable.read(from);
        }
        assertThat(table.frames()).isGreaterThan(3);
        int frame = switch (where) {
            case FIRST_FRAME -> 0;
            case MIDDLE_FRAME -> 1;
            case LAST_FRAME, TABLE, LENGTH -> table.frames() - 1;
        };
        int at = where == Where.TABLE
                ? content.length - 12
                : (int) table.packedStart(frame) + table.packedBytes(frame) / 2;
        content[at] ^= 1;
        Files.write(file, where == Where.LENGTH ? Arrays.copyOf(content, at) : content);
    }

    private LogVerification verified() throws IOException {
        try (var log = StoredLog.open(home)) {
            return log.verify(VerifyOptions.defaults());
        }
    }

    private RepairPlan plan() throws IOException {
        try (var repair = LogRepair.looking(home, bytes -> {})) {
            return repair.plan(backup);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsVerifiedWithAllOthers(Where where) throws IOException {
        damage(packed, where);
        var other = Files.readAllBytes(segments().getFirst());
        other[other.length / 2] ^= 1;
        Files.write(segments().getFirst(), other);

        var found = verified();

        assertThat(found.problems())
                .extracting(LogProblem::segment)
                .containsExactly(String.valueOf(segments().getFirst().getFileName()), name);
        assertThat(found.problems().getLast().what()).contains(Segment.archiveName(name) + ": ");
        assertThat(found.segments()).isEqualTo(3);
        assertThat(found.last()).isEqualTo(lines.size());
    }

    @ParameterizedTest
    @EnumSource
    void itIsPutBackFromABackupAndKept(Where where) throws IOException {
        damage(packed, where);
        var damaged = Files.readAllBytes(packed);

        RepairPlan plan;
        try (var repair = LogRepair.mending(home, bytes -> {})) {
            plan = repair.plan(backup);
            repair.apply(plan, NOW);
        }

        assertThat(plan.steps()).singleElement().isInstanceOf(RepairStep.PutBack.class);
        assertThat(plan.left()).isEmpty();
        assertThat(verified().problems()).isEmpty();
        assertThat(packed).doesNotExist();
        assertThat(home.resolve("log/removed-20261121T120000Z").resolve(packed.getFileName()))
                .hasBinaryContent(damaged);
        try (var log = open()) {
            assertThat(LogFixture.lines(log)).startsWith(lines.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackupOfItThatCannotBeUnpackedEitherIsNotTaken(Where where) throws IOException {
        damage(packed, where);
        Files.createDirectories(backup.resolve("log/archive"));
        Files.copy(packed, backup.resolve("log").resolve(Segment.archiveName(name)));
        Files.delete(backup.resolve("log").resolve(name));

        var plan = plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left()).extracting(LogProblem::segment).containsExactly(name);
    }

    @ParameterizedTest
    @EnumSource
    void aStartGoesOnAndTellsOfIt(Where where) throws IOException {
        damage(packed, where);

        try (var log = open()) {
            boolean atItsEnds = where != Where.MIDDLE_FRAME;
            assertThat(log.damage()).hasSize(atItsEnds ? 1 : 0);
            log.scrub(bytes -> {});

            assertThat(log.damage()).singleElement().asString().contains(name, Segment.archiveName(name));
            assertThat(LogFixture.lines(log, 1, first - 1)).isEqualTo(lines.subList(0, (int) first - 1));
            assertThatThrownBy(() -> LogFixture.lines(log)).isInstanceOf(WalException.Damaged.class);
            long appended = LogFixture.append(log, "goes on").first();
            assertThat(LogFixture.lines(log, appended, appended)).hasSize(1);
        }
    }

    @Test
    void aStartGoesOnWhenItsFileCannotBeRead() {
        var storage = new TamperedStorage(new FileStorage(home), call -> {
            boolean hit = call.name().equals(Segment.archiveName(name));
            if (hit && call.operation() == TamperedStorage.Operation.READ) {
                throw new IOException("Input/output error");
            }
            call.proceed().run();
        });

        try (var log = LogOnDisk.open(storage)) {
            assertThat(log.damage()).singleElement().asString().contains(name, "Input/output error");
            assertThat(LogFixture.lines(log, 1, first - 1)).isEqualTo(lines.subList(0, (int) first - 1));
            long appended = LogFixture.append(log, "goes on").first();
            assertThat(LogFixture.lines(log, appended, appended)).hasSize(1);
        }
    }

    @Test
    void theScrubSaysInWhichLine() throws IOException {
        damage(packed, Where.MIDDLE_FRAME);
        var problem = verified().problems().getFirst();

        try (var log = open()) {
            log.scrub(bytes -> {});

            assertThat(log.damage())
                    .singleElement()
                    .asString()
                    .contains("%s, line %d (byte %d): %s: frame 1 "
                            .formatted(name, problem.line(), problem.offset(), Segment.archiveName(name)));
            assertThat(problem.line()).isGreaterThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLogIsCutBeforeTheDamageAndNotBehindIt(Where where) throws IOException {
        damage(packed, where);
        var problem = verified().problems().getFirst();
        long bad = first + Math.max(0, problem.line() - 2);

        try (var repair = LogRepair.mending(home, bytes -> {})) {
            assertThatThrownBy(() -> repair.planCut(bad + 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("before record " + bad + " at the latest: " + problem);
            var plan = repair.planCut(bad);
            repair.apply(plan, NOW);

            assertThat(plan.left()).isEmpty();
            assertThat(plan.steps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RepairStep.CutFrom.class,
                            cut -> assertThat(cut.last()).isEqualTo(lines.size()));
        }
        assertThat(verified().problems()).isEmpty();
        try (var log = open()) {
            assertThat(LogFixture.lines(log))
                    .startsWith(lines.subList(0, (int) bad - 1).toArray(String[]::new));
        }
    }
}
