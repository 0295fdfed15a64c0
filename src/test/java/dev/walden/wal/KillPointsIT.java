package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
    private static final Pattern BODY = Pattern.compile(".*\"text\":\"(\\d+-\\d-\\d+-)x*\"}");

    @TempDir
    Path folder;

    private final Map<String, Integer> points = new TreeMap<>();
    private final Map<String, Integer> killedAt = new TreeMap<>();
    private final Map<String, Integer> tried = new TreeMap<>();
    private final Map<Long, String> acknowledged = new TreeMap<>();
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
                        "after rename archive/segment.jsonl.zst");
    }

    private void kill(int times) throws Exception {
        live("none", 1); // only to learn names
        for (int most = 3 * times; most > 0 && hits < times; most--) {
            var point = leastTried();
            live(point, 1 + luck.nextInt(luck.nextInt(4) > 0 ? 1 : points.getOrDefault(point, 1)));
            if (luck.nextBoolean()) {
                check();
            }
            if (life % LIVES_OF_A_FOLDER == 0) {
                check();
                acknowledged.clear();
            }
        }
        check();
    }

    /** One of those that were tried least. */
    private String leastTried() {
        int fewest = points.keySet().stream()
                .mapToInt(point -> tried.getOrDefault(point, 0))
                .min()
                .orElseThrow();
        var all = points.keySet().stream()
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
        var words = line.split(" ", 4);
        switch (words[0]) {
            case "ack" -> {
                var body = LogFixture.text(LogFixture.body(words[2], Integer.parseInt(words[3])));
                assertThat(acknowledged.put(Long.valueOf(words[1]), body))
                        .as("record %s is given once", words[1])
                        .isNull();
            }
            case "point" -> points.merge(line.split(" ", 3)[2], Integer.valueOf(words[1]), Math::max);
            default -> {} // another word of the end
        }
    }

    private void check() {
        int lifeOfThisFolder = Math.max(0, life - 1) / LIVES_OF_A_FOLDER;
        var home = folder.resolve("home-" + lifeOfThisFolder);
        var wiring = Wiring.live(DoomedProcess.options(home, true));
        try (var log = SegmentedLog.open(DoomedProcess.options(home, true), LogFixture.metrics(), wiring)) {
            var found = new TreeMap<Long, String>();
            log.read(1, log.recovery().last(), entry -> {
                found.put(entry.seq(), LogFixture.text(entry.body()));
                return true;
            });
            assertThat(found).as("acknowledged, seed %d, life %d", seed, life).containsAllEntriesOf(acknowledged);
            assertThatOnlyAskedForIsThere(found.values());
            checked += acknowledged.size();
        }
    }

    private void assertThatOnlyAskedForIsThere(Iterable<String> bodies) {
        Set<String> words = new HashSet<>();
        for (var body : bodies) {
            if (!LogFixture.ownRecord(body)) {
                var match = BODY.matcher(body);
                assertThat(match.matches()).as(body).isTrue();
                assertThat(words.add(match.group(1)))
                        .as("%s is there once", body)
                        .isTrue();
            }
        }
    }

    private String summary() {
        List<String> all = new ArrayList<>();
        killedAt.forEach((point, times) -> all.add(point + " " + times));
        return "%d lives, %d killed at %d points, the others with nothing left to do; %d acknowledged records looked for; %s"
                .formatted(life, hits, killedAt.size(), checked, String.join(", ", all));
    }
}
