package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalException;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * What happens to the files of a service at work: they are copied, the views go, a bit of an old segment turns. Nothing acknowledged is
 * lost, new work goes on, and an operator is told where the damage is.
 */
class DamageIT {

    private static final String[] SMALL = {"--walden.log.segment-size=64KB", "--walden.log.archive-after=1d"};
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
                    .ignoreException(DirectoryNotEmptyException.class)
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

    private static void submit(WaldenProcess life, List<String> acknowledged, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            WaldenClient.Answer answer =
                    life.client().post("/api/v1/tasks", Map.of("input", "What is 6 * 7? " + "z".repeat(1_500)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            acknowledged.add(answer.json().path("id").asString());
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

    /** File by file while they change, as a careless backup does it. */
    private Path copyOf(Path home) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String part : List.of("log", "blobs", "admin.key")) {
            if (Files.isDirectory(home.resolve(part))) {
                FileSystemUtils.copyRecursively(home.resolve(part), copy.resolve(part));
            } else if (Files.exists(home.resolve(part))) {
                Files.copy(home.resolve(part), copy.resolve(part));
            }
        }
        return copy;
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
            content[content.length / 2] ^= 1;
            Files.write(first, content);
            return first;
        }
    }
}
