package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.FolderLock;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore says of itself that it is not done, until it is. */
class RestoreTest {

    @TempDir
    private Path folder;

    private Path restored;

    @BeforeEach
    void backUp() {
        restored = folder.resolve("restored");
        Path home = folder.resolve("home");
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        try (var log = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()))) {
            log.beginSegment();
        }
        new Backup(home, folder.resolve("backup"), bytes -> {}).run(Instant.EPOCH);
    }

    private void restore(LongConsumer onBytes) {
        new Restore(folder.resolve("backup"), restored, onBytes).run();
    }

    private static void cutShort(long bytes) {
        throw new IllegalStateException("the power went");
    }

    @Test
    void aFolderIntoWhichARestoreWasCutShortIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> restore(RestoreTest::cutShort)).hasMessage("the power went");

        assertThatThrownBy(() -> Restore.demandNoneUnfinished(restored))
                .isInstanceOfSatisfying(
                        ActivityException.NotOpened.class,
                        refused -> assertThat(refused.code()).isEqualTo("restore_unfinished"))
                .hasMessageContaining("a restore into it was cut short, as " + restored.resolve("restoring"))
                .hasMessageContaining("restore the backup again");
    }

    @Test
    void oneThatIsUnderWayHoldsTheFolder() throws Exception {
        Files.createDirectories(restored.resolve("restoring"));

        try (var _ = FolderLock.take(restored)) {
            assertThatThrownBy(() -> Restore.demandNoneUnfinished(restored))
                    .isInstanceOfSatisfying(
                            ActivityException.NotOpened.class,
                            refused -> assertThat(refused.code()).isEqualTo("data_folder_locked"));
        }
    }

    @Test
    void aWholeOneLeavesNoMark() {
        restore(bytes -> {});

        assertThat(restored.resolve("restoring")).doesNotExist();
        assertThatCode(() -> Restore.demandNoneUnfinished(restored)).doesNotThrowAnyException();
        assertThatCode(() -> Restore.demandNoneUnfinished(folder.resolve("nowhere")))
                .doesNotThrowAnyException();
    }
}
