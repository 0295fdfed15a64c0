package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A repair says what it would do, does that and nothing else, and keeps what it removes. */
class LogRepairTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private Path home = Path.of("");
    private Path backup = Path.of("");
    private List<String> lines = List.of();

    @BeforeEach
    void writeALogAndCopyIt() throws Exception {
        LogFixture.silence();
        home = folder.resolve("home");
        backup = folder.resolve("backup");
        var background = new SteppedBackground();
        try (var log = open(background)) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
            while (background.seal()) {
                LogFixture.append(log, "a little later");
            }
        }
        lines = opened();
        FileSystemUtils.copyRecursively(home, backup);
    }

    /** A log that writes nothing of itself while the test counts its records. */
    private SegmentedLog open(SteppedBackground background) {
        return SegmentedLog.open(
                LogFixture.small(home),
                LogFixture.metrics(),
                LogOnDisk.wiring(LogOnDisk.unhurried(new FileStorage(home)), background));
    }

    private List<String> opened() {
        try (var log = open(new SteppedBackground())) {
            return LogFixture.lines(log);
        }
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** Flips a bit in the middle of a segment's lines; returns the record that it hits. */
    private long damage(Path segment) throws IOException {
        byte[] content = Files.readAllBytes(segment);
        int used =
                new String(content, StandardCharsets.ISO_8859_1).stripTrailing().length();
        int start = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf("\n{\"seq\":", used / 2) + 1;
        content[start + 60] ^= 1;
        Files.write(segment, content);
        var line = new String(content, start, 40, StandardCharsets.ISO_8859_1);
        return Long.parseLong(line.substring(7, line.indexOf(',')));
    }

    private Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        home.relativize(file).toString(),
                        Files.size(file)
                                + SegmentDigest.hex(
                                        SegmentDigest.ofText(Files.readString(file, StandardCharsets.ISO_8859_1))));
            }
        }
        return contents;
    }

    private RepairPlan plan(@Nullable Path from) throws IOException {
        try (var repair = LogRepair.looking(home, bytes -> {})) {
            return repair.plan(from);
        }
    }

    private void apply(RepairPlan plan) throws IOException {
        try (var repair = LogRepair.mending(home, bytes -> {})) {
            repair.apply(plan, NOW);
        }
    }

    private LogVerification verified() throws IOException {
        try (var log = StoredLog.open(home)) {
            return log.verify(VerifyOptions.defaults());
        }
    }

    @Test
    void aSoundLogIsLeftAlone() throws IOException {
        assertThat(plan(backup).steps()).isEmpty();
        assertThat(plan(null).left()).isEmpty();
    }

    @Test
    void lookingChangesNoByte() throws IOException {
        damage(segments().get(1));
        Files.writeString(segments().getLast(), "torn", StandardOpenOption.APPEND);
        var before = contents();

        plan(backup);
        try (var repair = LogRepair.looking(home, bytes -> {})) {
            repair.planCut(3);
        }

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aDamagedSegmentIsPutBackFromABackupAndKept() throws IOException {
        var segment = segments().get(1);
        damage(segment);
        var damaged = Files.readAllBytes(segment);

        var plan = plan(backup);
        apply(plan);

        assertThat(plan.steps()).singleElement().isInstanceOf(RepairStep.PutBack.class);
        assertThat(plan.left()).isEmpty();
        assertThat(verified().problems()).isEmpty();
        assertThat(opened()).startsWith(lines.toArray(String[]::new)); // a marker may follow
        assertThat(home.resolve("log/removed-20261121T120000Z").resolve(segment.getFileName()))
                .hasBinaryContent(damaged);
    }

    @Test
    void aMissingSegmentIsPutBackToo() throws IOException {
        Files.delete(segments().get(1));

        apply(plan(backup));

        assertThat(opened()).startsWith(lines.toArray(String[]::new)); // a marker may follow
    }

    @Test
    void aBackupThatHasOtherBytesIsNotTaken() throws IOException {
        var segment = segments().get(1);
        damage(segment);
        Files.copy(segment, backup.resolve("log").resolve(segment.getFileName()), StandardCopyOption.REPLACE_EXISTING);

        var plan = plan(backup);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left()).isNotEmpty();
    }

    @Test
    void aTornTailIsCutAsAStartCutsIt() throws IOException {
        var last = segments().getLast();
        var text = Files.readString(last);
        int marker = text.lastIndexOf("log-marker");
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        content[marker] ^= 1;
        Files.write(last, content);

        var plan = plan(null);
        apply(plan);

        assertThat(plan.steps()).singleElement().isInstanceOf(RepairStep.CutTail.class);
        assertThat(last.resolveSibling(last.getFileName() + ".broken")).exists();
        assertThat(plan(null).steps()).isEmpty();
        assertThat(opened()).startsWith(lines.subList(0, lines.size() - 1).toArray(String[]::new));
    }

    @Test
    void aCutSaysWhatIsLostAndLosesExactlyThat() throws IOException {
        long bad = damage(segments().get(1));
        var segments = segments();

        RepairPlan plan;
        try (var repair = LogRepair.mending(home, bytes -> {})) {
            plan = repair.planCut(bad);
            repair.apply(plan, NOW);
        }

        assertThat(plan.left()).isEmpty();
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(RepairStep.CutFrom.class, cut -> {
            assertThat(cut.seq()).isEqualTo(bad);
            assertThat(cut.last()).isEqualTo(lines.size());
            assertThat(cut.acknowledged()).isEqualTo(lines.size() - bad);
            assertThat(cut.wholly()).hasSize(segments.size() - 2);
        });
        assertThat(verified().problems()).isEmpty();
        assertThat(opened()).startsWith(lines.subList(0, (int) bad - 1).toArray(String[]::new));
        assertThat(segments.subList(1, segments.size()))
                .allSatisfy(segment -> assertThat(
                                home.resolve("log/removed-20261121T120000Z").resolve(segment.getFileName()))
                        .exists());
    }

    @Test
    void aCutOfTheNewestSegmentCountsWhatOnlyALineBehindTheDamageSays() throws IOException {
        long bad = damage(segments().getLast());

        try (var repair = LogRepair.looking(home, bytes -> {})) {
            assertThat(repair.planCut(bad).steps())
                    .singleElement()
                    .isInstanceOfSatisfying(RepairStep.CutFrom.class, cut -> {
                        assertThat(cut.last()).isEqualTo(lines.size());
                        assertThat(cut.acknowledged()).isEqualTo(lines.size() - bad);
                    });
        }
        damage(segments().getFirst()); // from there on it is as many
        try (var repair = LogRepair.looking(home, bytes -> {})) {
            assertThat(repair.planCut(2).steps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RepairStep.CutFrom.class,
                            cut -> assertThat(cut.acknowledged()).isEqualTo(lines.size() - 2));
        }
    }

    @Test
    void aCutBehindTheDamageIsRefused() throws IOException {
        long bad = damage(segments().get(1));

        try (var repair = LogRepair.looking(home, bytes -> {})) {
            assertThatThrownBy(() -> repair.planCut(bad + 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("before record " + bad + " at the latest");
            assertThatThrownBy(() -> repair.planCut(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> repair.planCut(lines.size() * 2L)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingIsMendedBesideAService() {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            assertThatThrownBy(() -> LogRepair.looking(home, bytes -> {})).isInstanceOf(WalException.Locked.class);
            assertThatThrownBy(() -> LogRepair.mending(home, bytes -> {})).isInstanceOf(WalException.Locked.class);
            assertThat(log.durable()).isPositive();
        }
    }

    @Test
    void whatAttestsARewrittenSegmentIsNotCut() throws Exception {
        long attested;
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            assertThat(log.rewrite(new TreeMap<>(Map.of(2L, LogFixture.body("gone"))), "test"))
                    .containsExactly(2L);
            attested = log.durable();
            LogFixture.append(log, "later");
        }

        try (var repair = LogRepair.looking(home, bytes -> {})) {
            assertThatThrownBy(() -> repair.planCut(3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("attests what segment 00000000000000000001.jsonl is");
            assertThat(repair.planCut(attested + 2).steps()).hasSize(1);
        }
    }
}
