package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup and the data folder do not lie in each other. */
class BackupPlaceTest {

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void writeALog() {
        home = folder.resolve("home");
        var options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        try (var log = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()))) {
            log.beginSegment();
        }
    }

    private void backUp(Path target) {
        new Backup(home, target, bytes -> {}).run(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "home/inside", "home/workspace/a/b", "home/log/bk", "home/views/bk", "link/bk"})
    void aBackupIntoTheDataFolderIsRefusedAndLeavesNothing(String target) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(home.resolve("workspace")));

        assertThatThrownBy(() -> backUp(folder.resolve(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would lie in the data folder");

        assertThat(home.resolve("inside")).doesNotExist();
        assertThat(home.resolve("workspace")).isEmptyDirectory();
    }

    @Test
    void aDataFolderThatIsReachedByALinkIsTheSame() throws IOException {
        var real = home;
        home = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThatThrownBy(() -> backUp(real.resolve("bk"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFolderBesideItWhoseNameBeginsAlikeIsElsewhere() {
        backUp(folder.resolve("home-backup"));

        assertThat(folder.resolve("home-backup/backup.json")).exists();
    }

    @Test
    void nothingIsRestoredIntoTheBackupItself() throws IOException {
        backUp(folder.resolve("backup"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("backup"));

        for (var into : new String[] {"backup/home", "link/home"}) {
            assertThatThrownBy(() -> new Restore(folder.resolve("backup"), folder.resolve(into), bytes -> {}).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("would lie in the backup");
        }

        assertThat(folder.resolve("backup/home")).doesNotExist();
    }
}
