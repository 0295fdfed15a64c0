package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process on the real disk, killed with SIGKILL before or after a chosen call to the disk, in recovery as well as at work, again
 * and again in one folder. What it acknowledged through a pipe must be there afterwards, unchanged, with nothing that was not asked for.
 */
class KillPointsIT {

    private static final int KILLS_IN_EVERY_BUILD = 12;
    private static final int KILLS_AT_NIGHT = 1_000;
    private static final int LIVES_OF_A_FOLDER = 25;
    private static final int REWRITING_EACH = 3;

    /** From the other form of a segment to its place: made, written, durable, attested, renamed. */
    private static final List<String> REWRITING = List.of(
            "before create segment.jsonl.rewrite",
            "after create segment.jsonl.rewrite",
            "after write segment.jsonl.rewrite",
            "before force segment.jsonl.rewrite",
            "after force segment.jsonl.rewrite",
            "before write segment, a rewritten one waits",
            "after force segment, a rewritten one waits",
            "before rename segment.jsonl.rewrite to segment",
            "after rename segment.jsonl.rewrite to segment");

    @TempDir
    Path folder;

    private final Map<String, Integer> points = new TreeMap<>();
    private final Map<String, Integer> killedAt = new TreeMap<>();
    private final Map<String, Integer> tried = new TreeMap<>();
    private KilledRecords records = new KilledRecords();
    private long seed = ThreadLocalRandom.current().nextLong();
    private Random luck = new Random(seed);
    private int life;
    private int hits;
    private long checked;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedSurvivesAKillAtNamedPoints(TestReporter reporter) throws Exception {
        kill(KILLS_IN_EVERY_BUILD);

        reporter.publishEntry("kills", summary());
        assertThat(hits).as("kills").isEqualTo(KILLS_IN_EVERY_BUILD);
        assertThat(points.keySet()).containsAll(REWRITING);
        assertThat(killedAt.keySet()).anyMatch(point -> point.contains("rewrit"));
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedSurvivesAThousandKillsAtNamedPoints(TestReporter reporter) throws Exception {
        kill(KILLS_AT_NIGHT);

        reporter.publishEntry("kills", summary());
        assertThat(hits).as("kills").isEqualTo(KILLS_AT_NIGHT);
        assertThat(killedAt.keySet())
                .contains(
                        "before write segment",
                        "after write segment",
                        "before force segment",
                        "after force segment",
                        "before rename segment",
                        "after rename segment",
                        "before truncate segment",
                        "after truncate segment",
                        "before sync folder",
                        "after sync folder",
                        "after create next.prefill",
                        "after delete segment",
                        "after create archive/segment.jsonl.zst.tmp",
                        "after rename archive/segment.jsonl.zst")
                .containsAll(REWRITING);
    }

    private void kill(int times) throws Exception {
        live("none", 1); // only to learn names
        live("before rename segment.jsonl.rewrite to segment", 1); // the one state that an opening has to finish
        check();
        for (int most = 3 * times; most > 0 && hits < times; most--) {
            var point = leastTried();
            live(point, 1 + luck.nextInt(luck.nextInt(4) > 0 ? 1 : points.getOrDefault(point, 1)));
            if (luck.nextBoolean()) {
                check();
            }
            if (life % LIVES_OF_A_FOLDER == 0) {
                check();
                records = new KilledRecords();
            }
        }
        check();
    }

    /** One of those that were tried least; of rewriting, which is a small part of the work, more often than of the rest. */
    private String leastTried() {
        var rewriting = points.keySet().stream()
                .filter(point -> point.contains("rewrit"))
                .toList();
        return leastTried(rewriting.isEmpty() || life % REWRITING_EACH > 0 ? List.copyOf(points.keySet()) : rewriting);
    }

    private String leastTried(List<String> among) {
        int fewest = among.stream()
                .mapToInt(point -> tried.getOrDefault(point, 0))
                .min()
                .orElseThrow();
        var all = among.stream()
                .filter(point -> tried.getOrDefault(point, 0) == fewest)
                .toList();
        return all.get(luck.nextInt(all.size()));
    }

    private Path home() {
        return folder.resolve("home-" + life / LIVES_OF_A_FOLDER);
    }

    private void live(String point, int time) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedProcess.class.getName(),
                        home().toString(),
                        String.valueOf(life),
                        point,
                        String.valueOf(time))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            boolean here = readUntilItStops(output).equals("here");
            process.toHandle().destroyForcibly(); // leaves the pipe open, with what is still in it
            output.lines().forEach(this::note);
            tried.merge(point, 1, Integer::sum);
            if (here) {
                killedAt.merge(point, 1, Integer::sum);
                hits++;
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        life++;
    }

    private String readUntilItStops(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("here") || line.equals("late")) {
                return line;
            }
            note(line);
        }
        throw new AssertionError("life " + life + " of seed " + seed + " ended by itself: "
                + Files.readString(folder.resolve("errors")));
    }

    private void note(String line) {
        var words = line.split(" ", 3);
        if (words[0].equals("point")) {
            points.merge(words[2], Integer.valueOf(words[1]), Math::max);
        } else {
            records.note(line);
        }
    }

    private void check() throws IOException {
        int lifeOfThisFolder = Math.max(0, life - 1) / LIVES_OF_A_FOLDER;
        var home = folder.resolve("home-" + lifeOfThisFolder);
        var wiring = Wiring.live(DoomedProcess.options(home, true));
        try (var log = SegmentedLog.open(DoomedProcess.options(home, true), LogFixture.metrics(), wiring)) {
            var found = new TreeMap<Long, String>();
            log.read(1, log.recovery().last(), entry -> {
                found.put(entry.seq(), LogFixture.text(entry.body()));
                return true;
            });
            records.check(found, "seed %d, life %d".formatted(seed, life));
            checked += records.size();
        }
        try (var log = StoredLog.open(home)) {
            assertThat(log.verify(VerifyOptions.defaults()).problems())
                    .as("damage, seed %d, life %d", seed, life)
                    .isEmpty();
        }
    }

    private String summary() {
        List<String> all = new ArrayList<>();
        killedAt.forEach((point, times) -> all.add(point + " " + times));
        return "%d lives, %d killed at %d points, the others with nothing left to do; %d acknowledged records looked for; %s"
                .formatted(life, hits, killedAt.size(), checked, String.join(", ", all));
    }
}
