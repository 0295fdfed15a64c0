package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views are built of a log that is there. */
class RebuildConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutALogIsNotMadeOne() {
        var mistyped = folder.resolve("waldne");

        assertThatThrownBy(() -> RebuildConfiguration.rebuild(mistyped, List.of(), (seq, goal) -> {}))
                .isInstanceOfSatisfying(
                        ActivityException.NotOpened.class,
                        refused -> assertThat(refused.code()).isEqualTo("log_missing"))
                .hasMessageContaining(mistyped.resolve("log").toString());

        assertThat(mistyped).doesNotExist();
    }
}
