package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A full segment that is damaged before it is sealed is left as it is, and holds up none of those behind it. */
class PassedOverTest {

    private static final String OLDEST = SegmentName.of(1);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SteppedBackground background = new SteppedBackground();
    private final AtomicBoolean unreadable = new AtomicBoolean();
    private String bad = OLDEST;

    private SegmentedLog open() {
        return LogOnDisk.open(
                new TamperedStorage(LogOnDisk.unhurried(disk), call -> {
                    boolean here =
                            call.operation() == Operation.READ && call.name().equals(bad);
                    if (here && unreadable.get()) {
                        throw new IOException("Input/output error");
                    }
                    call.proceed().run();
                }),
                background);
    }

    private void fill(SegmentedLog log) {
        for (int i = 0; i < 7; i++) {
            log.append(List.of(LogFixture.body("x" + i, 3_500)), WriteAheadLog.Urgency.NORMAL);
        }
        rest(log);
    }

    private void rest(SegmentedLog log) {
        while (background.seal()) {
            LogFixture.append(log, "a little later");
        }
    }

    private void archive(SegmentedLog log) {
        log.archive(log.durable(), Instant.MAX);
        rest(log);
    }

    private List<Long> erase(SegmentedLog log, long... records) {
        var bodies = new TreeMap<Long, byte[]>();
        for (long seq : records) {
            bodies.put(seq, LogFixture.body("gone"));
        }
        var erased = CompletableFuture.supplyAsync(() -> log.rewrite(bodies, "test"));
        while (!erased.isDone()) {
            background.seal();
            Thread.onSpinWait();
        }
        return erased.join();
    }

    private List<String> plain() {
        return disk.list().stream()
                .filter(name -> name.endsWith(".jsonl"))
                .sorted()
                .toList();
    }

    private List<LogProblem> problems() throws IOException {
        try (var stored = StoredLog.open(disk)) {
            return stored.verify(VerifyOptions.defaults()).problems();
        }
    }

    private void turnABit() {
        var content = disk.content(OLDEST);
        content[1_000] ^= 1;
        disk.put(OLDEST, content);
    }

    /** The log of a segment that could not be sealed, and of others behind it. */
    private void passOver() {
        try (var log = open()) {
            unreadable.set(true);
            fill(log);
            unreadable.set(false);
        }
    }

    @Test
    void thoseBehindItAreSealedErasedAndPacked() {
        try (var log = open()) {
            unreadable.set(true);
            fill(log);

            assertThat(erase(log, 2, 3)).containsExactly(3L);
            archive(log);

            assertThat(plain()).hasSize(2).startsWith(OLDEST);
            assertThat(log.damage()).singleElement().asString().contains(OLDEST, "Input/output error");
            assertThat(LogFixture.lines(log, 3, 3).getFirst()).contains("gone");
        }
    }

    @Test
    void onceItIsMendedItIsErasedAndPackedWithoutAnotherDay() throws IOException {
        try (var log = open()) {
            unreadable.set(true);
            fill(log);
            assertThat(erase(log, 2)).isEmpty();
            archive(log);

            unreadable.set(false);
            background.retry();
            rest(log);

            assertThat(erase(log, 2)).containsExactly(2L);
            archive(log);
            assertThat(plain()).hasSize(1);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatStandsBeforeAMissingOneIsNotReplacedByItsEqual() throws IOException {
        var missing = SegmentName.of(3);
        try (var log = open()) {
            unreadable.set(true);
            fill(log);
            unreadable.set(false);
            background.retry();
            rest(log); // the digest of the oldest is recorded behind the others
        }
        var backup = new SimulatedDisk();
        disk.list().forEach(name -> backup.put(name, disk.content(name)));
        disk.delete(missing);

        var plan = new RepairPlanner(new SegmentFiles(disk), VerifyOptions.defaults()).mend(Path.of("backup"), backup);

        assertThat(problems()).extracting(LogProblem::segment).contains(OLDEST);
        assertThat(plan.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        RepairStep.PutBack.class,
                        step -> assertThat(step.segment()).isEqualTo(missing));
        assertThat(plan.left()).isEmpty();
    }

    @Test
    void oneWhoseFileIsMissingIsNamed() throws IOException {
        bad = SegmentName.of(3);
        passOver();
        disk.delete(bad);

        assertThat(problems())
                .filteredOn(problem -> problem.segment().equals(bad))
                .singleElement()
                .asString()
                .contains("no file found", "restoring a backup");
    }

    @Test
    void theNextStartKnowsOfItAndSealsItLate() throws IOException {
        passOver();
        assertThat(problems()).isEmpty(); // it can be read, and that it is not sealed is on record

        try (var log = open()) {
            rest(log);
            assertThat(seals(log)).endsWith(OLDEST + " late");
            archive(log);
            assertThat(plain()).hasSize(1);
            assertThat(erase(log, 2)).containsExactly(2L);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void itIsLateOnceAndWhatFollowsIsInOrder() throws IOException {
        passOver();
        try (var log = open()) {
            rest(log);
        }

        try (var log = open()) {
            fill(log);

            assertThat(seals(log))
                    .doesNotHaveDuplicates()
                    .filteredOn(seal -> seal.endsWith("late"))
                    .hasSize(1);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void oneThatIsStillUnreadableAtTheNextStartHoldsUpNothing() {
        passOver();
        try (var log = open()) {
            unreadable.set(true);
            fill(log);
            archive(log);

            assertThat(plain()).hasSize(2).startsWith(OLDEST);
        }
    }

    @Test
    void damageGetsNoDigestThatWouldMakeItTheTruth() throws IOException {
        try (var log = open()) {
            log.append(List.of(LogFixture.body("x", 3_500)), WriteAheadLog.Urgency.NORMAL);
            log.append(List.of(LogFixture.body("y", 3_500)), WriteAheadLog.Urgency.NORMAL);
            turnABit();
            fill(log);
            archive(log);

            assertThat(plain()).hasSize(2).startsWith(OLDEST);
            assertThat(log.damage()).singleElement().asString().contains(OLDEST);
        }
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.segment()).isEqualTo(OLDEST));
        turnABit();

        assertThat(problems()).isEmpty();
        try (var log = open()) {
            rest(log);
            archive(log);
            assertThat(plain()).hasSize(1);
        }
    }

    /** Which segments are sealed, in the order of the records. */
    private static List<String> seals(SegmentedLog log) {
        return LogFixture.lines(log).stream()
                .filter(line -> line.contains("segment-sealed"))
                .map(line -> line.replaceAll(".*\"segment\":\"([^\"]+)\".*", "$1")
                        + (line.contains("\"late\":true") ? " late" : ""))
                .toList();
    }

    @Test
    void aRecordIsWhatTheFormatSays() {
        var some = new Skips(Set.of(42L, 7L), false);

        assertThat(some.members()).isEqualTo(",\"skipped\":[7,42]");
        assertThat(Skips.of(some.members() + "}")).isEqualTo(some);
        assertThat(Skips.of(Skips.LATE.members() + "}")).isEqualTo(Skips.LATE);
        assertThat(Skips.of("}")).isEqualTo(Skips.NONE);
    }
}
