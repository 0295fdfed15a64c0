package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.tools.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a server is started through, what it is allowed, and what its end is called. */
final class LauncherTest {

    private static final KernelLimits UNLIMITED = new KernelLimits(Long.MAX_VALUE, Long.MAX_VALUE, 90);
    private static final ProcessBounds BOUNDS = new ProcessBounds(4096, 10);
    private static final List<String> COMMAND = List.of("server", "--data=7");

    @TempDir
    private Path folder;

    @Test
    void theProcessIsBoundedBeforeTheProgramOfTheServerBegins() {
        assertThat(all(UNLIMITED).line(COMMAND, BOUNDS))
                .containsExactly(
                        "/s/setsid",
                        "/s/prlimit",
                        "--core=0",
                        "--data=4096",
                        "--nproc=100",
                        "--",
                        "/s/choom",
                        "-n",
                        "1000",
                        "--",
                        "server",
                        "--data=7");
    }

    @Test
    void nobodyIsGivenMoreThanTheServiceHas() {
        assertThat(all(new KernelLimits(1024, 95, 90)).line(COMMAND, BOUNDS)).contains("--data=1024", "--nproc=95");
    }

    @Test
    void whatIsMissingIsLeftOutAndTold() {
        Logger logger = (Logger) LoggerFactory.getLogger(Launcher.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        Launcher bare = Launcher.of(new Programs(List.of(folder)));
        try {
            all(UNLIMITED).warn();
            bare.warn();
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(bare.line(COMMAND, BOUNDS)).isEqualTo(COMMAND);
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getMessage)
                .isEqualTo("programs are missing, mcp servers have no bounds but those of the service");
    }

    private static Launcher all(KernelLimits limits) {
        return new Launcher(
                Optional.of(Path.of("/s/setsid")),
                Optional.of(Path.of("/s/prlimit")),
                Optional.of(Path.of("/s/choom")),
                limits);
    }

    @Test
    void theThreadsOfAllProcessesOfTheUserAreCounted() throws IOException {
        process("self", 7, 20);
        process("1", 0, 400);
        process("12", 7, 20);
        process("13", 7, 3);
        Files.createDirectory(folder.resolve("14")); // has ended just now
        process("irq", 7, 5000);
        Files.writeString(folder.resolve("self/limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max data size             100                  unlimited            bytes
                Max processes             100                  200                  processes
                """);

        assertThat(KernelLimits.read(folder)).isEqualTo(new KernelLimits(Long.MAX_VALUE, 200, 23));
        assertThat(KernelLimits.read(folder.resolve("nowhere")))
                .isEqualTo(new KernelLimits(Long.MAX_VALUE, Long.MAX_VALUE, 0));
    }

    private void process(String name, int user, int threads) throws IOException {
        Path process = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                process.resolve("status"),
                "Name:\tx\nUid:\t%d\t0\t0\t0\nVmData:\t  8 kB\nThreads:\t%d\n".formatted(user, threads));
    }

    @ParameterizedTest
    @CsvSource({
        "3, Its process ended with code 3.",
        "128, Its process ended with code 128.",
        "139, 'Its process ended with code 139, by signal 11.'",
        "255, Its process ended with code 255."
    })
    void anEndBySignalSaysSo(int code, String told) {
        assertThat(ProcessEnd.told(code)).isEqualTo(told);
    }
}
