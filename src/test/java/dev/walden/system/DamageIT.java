package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalException;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * What happens to the files of a service at work: they are copied, the views go, a bit of an old segment turns. Nothing acknowledged is
 * lost, new work goes on, and an operator is told where the damage is.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES) // for slow machines; a minute and a half each is usual
class DamageIT {

    private static final String[] SMALL = {"--walden.log.segment-size=64KB", "--walden.log.archive-after=1d"};
    private static final String[] PACKED = {"--walden.log.segment-size=64KB", "--walden.log.archive-after=1s"};
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void aServiceAtWorkOutlivesCopiesDeletedViewsAndATurnedBit() throws Exception {
        Path home = folder.resolve("home");
        List<String> acknowledged = new ArrayList<>();
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL)) {
            submit(life, acknowledged, 60);
            assertThatACopyOpensOrSaysWhyNot(copyOf(home));
            Awaitility.await("an end of the views, into which the service writes meanwhile")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> FileSystemUtils.deleteRecursively(home.resolve("views"))
                            || Files.notExists(home.resolve("views")));
            submit(life, acknowledged, 20);
            life.kill();
        }
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL)) {
            assertThatAllAreThere(life, acknowledged);
            life.kill();
        }

        Path damaged = turnABitOfTheFirstSegment(home);
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL)) {
            awaitHealth(life, damaged.getFileName() + ", line ");
            assertThat(life.client().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(life.client().get("/actuator/prometheus").body()).contains("walden_log_damaged_segments 1");
            int before = acknowledged.size();
            submit(life, acknowledged, 5);
            assertThatAllAreThere(life, acknowledged.subList(before, acknowledged.size()));
            assertThatADamagedTaskIsRefusedWithReason(life, acknowledged);
        }
    }

    @Test
    void aServiceAtWorkOutlivesATurnedBitInTheArchiveAndARepairMendsIt() throws Exception {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        List<String> acknowledged = new ArrayList<>();
        try (WaldenProcess life = WaldenProcess.ready(home, PACKED)) {
            submit(life, acknowledged, 60);
            Awaitility.await("packed segments")
                    .atMost(PATIENCE)
                    .until(() -> filesOf(home.resolve("log/archive")).stream()
                                    .filter(file -> file.toString().endsWith(".zst"))
                                    .count()
                            > 1);
            life.terminate();
        }
        assertThat(WaldenCommand.run(home, "backup", backup.toString()).code()).isZero();
        Path damaged = home.resolve("log/archive/00000000000000000001.jsonl.zst");
        byte[] content = Files.readAllBytes(damaged);
        content[content.length / 2] ^= 1;
        Files.write(damaged, content);

        try (WaldenProcess life = WaldenProcess.ready(home, PACKED)) {
            awaitHealth(life, "Segment 00000000000000000001.jsonl");
            assertThat(life.client().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(life.client().get("/actuator/prometheus").body()).contains("walden_log_damaged_segments 1");
            submit(life, new ArrayList<>(), 5);
            life.terminate();
        }
        WaldenCommand verified = WaldenCommand.run(home, "log", "verify", "--json");
        assertThat(verified.code()).isEqualTo(65);
        assertThat(verified.json().at("/problems/0/file").asString()).isEqualTo("00000000000000000001.jsonl");
        WaldenCommand mended = WaldenCommand.run(home, "log", "repair", "--from", backup.toString(), "--apply");
        assertThat(mended.code()).as(mended.out() + mended.err()).isZero();
        try (WaldenProcess life = WaldenProcess.ready(home, PACKED)) {
            assertThatAllAreThere(life, acknowledged);
        }
    }

    private static void assertThatADamagedTaskIsRefusedWithReason(WaldenProcess life, List<String> tasks)
            throws IOException {
        List<JsonNode> refused = new ArrayList<>();
        for (String task : tasks) {
            JsonNode found = life.client().get("/api/v1/tasks/" + task).json();
            if (!found.path("id").asString().equals(task)) {
                refused.add(found);
            }
        }
        assertThat(refused).hasSizeBetween(1, 9).allSatisfy(problem -> {
            assertThat(problem.path("code").asString()).isEqualTo("log_unreadable");
            assertThat(problem.path("detail").asString()).contains("/actuator/health");
        });
    }

    /** One after the other, each to its end: so the records of a task lie together, however slow the machine is. */
    private static void submit(WaldenProcess life, List<String> acknowledged, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            JsonNode task = life.client().run("What is 6 * 7? " + "z".repeat(1_500));
            String id = task.path("id").asString();
            acknowledged.add(id);
            Awaitility.await("the end of a task")
                    .atMost(PATIENCE)
                    .until(() -> life.client()
                            .get("/api/v1/tasks/" + id)
                            .json()
                            .path("state")
                            .asString()
                            .equals("completed"));
        }
    }

    private static void assertThatAllAreThere(WaldenProcess life, List<String> tasks) throws IOException {
        for (String task : tasks) {
            JsonNode found = life.client().get("/api/v1/tasks/" + task).json();
            assertThat(found.path("id").asString()).as(found.toString()).isEqualTo(task);
        }
    }

    private static void awaitHealth(WaldenProcess life, String words) {
        Awaitility.await("the scrub")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(life.client().get("/actuator/health").body()).contains(words));
    }

    /** File by file while they change, as a careless backup does it: what goes before its turn is left out. */
    private Path copyOf(Path home) throws IOException {
        Path copy = folder.resolve("copy");
        for (String part : List.of("log", "log/archive", "admin.key")) {
            for (Path file : filesOf(home.resolve(part))) {
                Path target = copy.resolve(home.relativize(file));
                Files.createDirectories(target.getParent());
                try {
                    Files.copy(file, target);
                } catch (NoSuchFileException gone) {
                    Files.deleteIfExists(target);
                }
            }
        }
        return copy;
    }

    private static List<Path> filesOf(Path part) throws IOException {
        if (!Files.isDirectory(part)) {
            return List.of(part);
        }
        try (Stream<Path> files = Files.list(part)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertThatACopyOpensOrSaysWhyNot(Path copy) {
        try (SegmentedLog log =
                SegmentedLog.open(WalOptions.defaults(copy), new WalMetrics(new SimpleMeterRegistry()))) {
            assertThat(log.durable()).isPositive();
        } catch (WalException.Damaged e) {
            assertThat(e).hasMessageContaining("damaged before its tail");
        }
    }

    private static Path turnABitOfTheFirstSegment(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            Path first = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            byte[] content = Files.readAllBytes(first);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            content[text.indexOf("zzzz", content.length / 2)] ^= 1; // of a task, not a marker
            Files.write(first, content);
            return first;
        }
    }
}
