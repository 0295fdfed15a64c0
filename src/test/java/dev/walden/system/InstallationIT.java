package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md installs works from the cache of its rehearsal, and the unit starts it so. */
class InstallationIT {

    /** Loaded when a task calls a tool, and not before. */
    private static final String OF_A_TASK = "dev.walden.orchestrator.TaskState$CallingTools source: ";

    @TempDir
    private static Path folder;

    private static Installation installed;

    @BeforeAll
    static void install() {
        installed = Installation.shared();
    }

    @Test
    void theInstalledServiceWorksFromItsRehearsal() throws IOException {
        assertThat(installed.cache()).isNotEmptyFile();

        try (WaldenProcess life =
                WaldenProcess.installed(installed, folder.resolve("home")).awaitReady()) {
            assertThat(life.client().run("What is 17 * 23?").path("output").asString())
                    .contains("391");
            assertThat(life.output()).as("the JVM takes the cache").doesNotContain("[aot]");
        }
    }

    @Test
    void whatTasksNeedIsInTheCacheAndTheRehearsalLeavesNothing() throws IOException {
        String printed = installed.java(
                "@" + installed.options(),
                "-XX:AOTCache=" + installed.cache(),
                "-XX:AOTMode=on",
                "-Xlog:class+load",
                "-jar",
                installed.jar().toString(),
                "rehearse");

        assertThat(printed).contains("Rehearsed with 2000 tasks.", OF_A_TASK + "shared objects file");
        try (Stream<Path> left = Files.list(installed.temporary())) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("walden"));
        }
    }

    @Test
    void theDocumentAndTheUnitSayTheSame() throws IOException {
        assertThat(Files.readString(Path.of("docs/operations.md")))
                .contains(
                        "-Djarmode=tools -jar target/walden.jar extract --force --destination /opt/walden",
                        "deploy/jvm.options /opt/walden/",
                        "@/opt/walden/jvm.options -XX:AOTCacheOutput=/opt/walden/walden.aot -jar /opt/walden/walden.jar rehearse");
        assertThat(Files.readString(Path.of("deploy/systemd/walden.service")))
                .contains(
                        "Environment=" + Installation.MALLOC + "\n",
                        "ExecStart=/usr/bin/java @/opt/walden/jvm.options -XX:AOTCache=/opt/walden/walden.aot"
                                + " -jar /opt/walden/walden.jar serve");
    }
}
