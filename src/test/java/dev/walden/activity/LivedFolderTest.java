package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.access.AccessViews;
import dev.walden.memory.MemoryViews;
import dev.walden.orchestrator.OrchestratorViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an earlier version archived, erased, thinned and encrypted opens with today's code, and is sound. */
class LivedFolderTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/v1/lived");
    private static final Path EXPECTED = GOLDEN.resolveSibling("lived.txt");
    private static final Path MASTER_KEY = GOLDEN.resolveSibling("lived.master.key");
    private static final boolean UPDATE = Boolean.getBoolean("walden.golden.update");

    @TempDir
    private Path home;

    /** Writes what is not there: {@code -Dwalden.golden.update=true}. */
    @BeforeEach
    void copy() throws IOException {
        if (UPDATE && Files.notExists(GOLDEN)) {
            LivedFolder.write(GOLDEN);
            Files.move(GOLDEN.resolve(EncryptionKeys.USUAL), MASTER_KEY);
            Files.delete(GOLDEN.resolve("LOCK"));
            Files.deleteIfExists(GOLDEN.resolve("log/probe.prefill"));
        }
        GoldenFolder.copy(GOLDEN, home);
        Path key = Files.copy(MASTER_KEY, home.resolve(EncryptionKeys.USUAL));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void itIsSoundWithAllThatHappenedToIt() throws IOException {
        LogAudit.Report report = new LogAudit(home, null, true, bytes -> {}).run();

        assertThat(report.problems()).isEmpty();
        assertThat(report.thinned()).isOne();
        assertThat(report.blobs()).isOne();
        assertThat(home.resolve("log/archive")).isNotEmptyDirectory();
        assertThat(home.resolve("keys")).isDirectoryContaining("glob:**.key");
        assertThat(lines())
                .filteredOn(line -> line.contains("\"segment-rewritten\""))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"erased\":["),
                        line -> assertThat(line).contains("\"thinned\":"));
        assertThat(lines()).anyMatch(line -> line.contains("\"$encrypted\":"));
        assertThat(EncryptedHome.filesHold(home, LivedFolder.FORGOTTEN)).isFalse();
        assertThat(EncryptedHome.filesHold(home, LivedFolder.SECRET)).isFalse();
    }

    @Test
    void itsViewsAreBuiltAsTheyWere() throws IOException {
        List<String> found;
        try (EncryptedHome life = EncryptedHome.off(home);
                ActivityFixture activity = ActivityFixture.on(
                        life.wal,
                        life.codec,
                        home,
                        OrchestratorViews.projection(),
                        MemoryViews.projection(),
                        AccessViews.projection())) {
            found = activity.views().read(CompatibilityTest::tables);
        }
        if (UPDATE && Files.notExists(EXPECTED)) {
            Files.write(EXPECTED, found);
        }

        assertThat(found).containsExactlyElementsOf(Files.readAllLines(EXPECTED));
        assertThat(found).anyMatch(row -> row.contains(LivedFolder.SECRET.strip()));
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> segments = Files.list(home.resolve("log"))) {
            for (Path segment : segments.filter(Files::isRegularFile).sorted().toList()) {
                lines.addAll(Files.readAllLines(segment));
            }
        }
        return lines;
    }
}
