package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may look into the data folder. */
@DisabledOnOs(OS.WINDOWS)
class DataFolderRightsTest {

    @TempDir
    Path parent;

    @Test
    void aNewDataFolderIsItsOwnersAlone() throws IOException {
        var usual = Files.createDirectory(parent.resolve("usual"));
        var home = parent.resolve("between").resolve("home");

        open(home);

        assertThat(rightsOf(home)).isEqualTo("rwx------");
        assertThat(rightsOf(home.resolveSibling(""))).as("what is around it").isEqualTo(rightsOf(usual));
    }

    @Test
    void anExistingDataFolderKeepsItsRights() throws IOException {
        var home = Files.createDirectory(parent.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-x---"));

        open(home);

        assertThat(rightsOf(home)).isEqualTo("rwxr-x---");
    }

    @Test
    void everyFolderThatIsNewlyMadeIsMadeDurableInTheOneAboveIt() throws IOException {
        var home = parent.resolve("a").resolve("b").resolve("home");
        var synced = new ArrayList<Path>();

        new HomeFolder(home).make(folder -> {
            assertThat(folder).isNotEmptyDirectory();
            synced.add(folder);
        });

        assertThat(synced).containsExactly(parent, parent.resolve("a"), parent.resolve("a/b"));
        synced.clear();
        new HomeFolder(home).make(synced::add);
        assertThat(synced).isEmpty();
    }

    @Test
    void theDataFolderMayBeALink() throws IOException {
        var home = Files.createDirectory(parent.resolve("home"));
        var link = Files.createSymbolicLink(parent.resolve("link"), home);

        open(link);

        assertThat(home.resolve("log")).isDirectory();
    }

    private static void open(Path home) throws IOException {
        try (var storage = new FileStorage(home)) {
            storage.lock();
        }
    }

    private static String rightsOf(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
