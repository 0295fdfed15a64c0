package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder on the real disk: who holds it, and readers that are interrupted. */
class FolderTest {

    @TempDir
    Path home;

    /** Another process: says how opening ended. */
    static final class OtherProcess {
        public static void main(String[] arguments) {
            try (var log = SegmentedLog.open(LogFixture.small(Path.of(arguments[0])), LogFixture.metrics())) {
                System.out.println("opened " + log.recovery().last());
            } catch (WalException.Locked e) {
                System.out.println("locked: " + e.getMessage());
            }
        }
    }

    private String openInOtherProcess() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheFolder() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            LogFixture.append(log, "a");

            assertThat(openInOtherProcess())
                    .contains("locked: ")
                    .contains("pid " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> SegmentedLog.open(LogFixture.small(home), LogFixture.metrics()))
                    .isInstanceOf(WalException.Locked.class)
                    .hasMessageContaining("in this process");

            // Neither attempt may have freed the lock.
            assertThat(openInOtherProcess()).contains("locked: ");
        }
        assertThat(openInOtherProcess()).contains("opened 2");
    }

    @Test
    void aCopiedFolderAndAStaleLockFileOpen() throws IOException {
        try (var log = SegmentedLog.open(LogFixture.small(home.resolve("a")), LogFixture.metrics())) {
            LogFixture.append(log, "a");
        }
        Files.createDirectories(home.resolve("b/log"));
        try (var files = Files.walk(home.resolve("a"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, home.resolve("b").resolve(home.resolve("a").relativize(file)));
            }
        }
        Files.writeString(home.resolve("b/LOCK"), "pid 1, started long ago\n");

        try (var log = SegmentedLog.open(LogFixture.small(home.resolve("b")), LogFixture.metrics())) {
            assertThat(LogFixture.bodies(log)).containsExactly(LogFixture.text("a"));
            assertThat(home.resolve("b/LOCK"))
                    .content()
                    .contains("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void anInterruptedReaderReadsOnAndDisturbsNobody() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            LogFixture.append(log, "a", "b", "c");
            var lines = new ArrayList<String>();
            var reader = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                lines.addAll(LogFixture.lines(log, 1, 3));
                LogFixture.append(log, "d");
                lines.addAll(LogFixture.lines(log, 4, 4));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            reader.join();

            assertThat(lines).hasSize(4);
            assertThat(LogFixture.bodies(log)).hasSize(4);
        }
    }

    @Test
    void anInterruptedThreadOpensAndClosesALog() {
        Thread.currentThread().interrupt();
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            LogFixture.append(log, "a");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            assertThat(LogFixture.bodies(log)).hasSize(1);
        }
    }

    @Test
    void segmentsSmallerThanTheSmallestAreRefused() {
        var all = LogFixture.small(home);
        var tiny = new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES - 1, 0, 0, true, all.clock(), all.onFailure());

        assertThatThrownBy(() -> SegmentedLog.open(tiny, LogFixture.metrics())).hasMessageContaining("65536");
    }
}
