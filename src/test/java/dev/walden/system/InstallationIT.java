package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md installs starts from the cache of its rehearsal, and the unit starts it so. */
class InstallationIT {

    @TempDir
    private Path folder;

    @Test
    void theInstalledServiceWorksFromItsRehearsedStart() throws IOException {
        Installation installed = Installation.into(folder.resolve("opt"));
        assertThat(installed.cache()).isNotEmptyFile();

        try (WaldenProcess life =
                WaldenProcess.installed(installed, folder.resolve("home")).awaitReady()) {
            assertThat(life.client().run("What is 17 * 23?").path("output").asString())
                    .contains("391");
            assertThat(life.output()).as("the JVM takes the cache").doesNotContain("[aot]");
        }
    }

    @Test
    void theDocumentAndTheUnitSayTheSame() throws IOException {
        assertThat(Files.readString(Path.of("docs/operations.md")))
                .contains(
                        "-Djarmode=tools -jar target/walden.jar extract --force --destination /opt/walden",
                        "-XX:AOTCacheOutput=/opt/walden/walden.aot -Dspring.context.exit=onRefresh",
                        "-jar /opt/walden/walden.jar serve");
        assertThat(Files.readString(Path.of("deploy/systemd/walden.service")))
                .contains("-XX:AOTCache=/opt/walden/walden.aot", "-jar /opt/walden/walden.jar serve");
    }
}
