package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolException;
import dev.walden.tools.mcp.ServerSettings.Command;
import dev.walden.tools.programs.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Servers that take memory and processes until they are refused: nothing else suffers, and how it ended is told. */
final class ServerBoundsTest {

    private static final ProcessBounds NARROW = new ProcessBounds(64 << 20, 200);

    @TempDir
    private Path home;

    @BeforeEach
    void demandPrograms() {
        Launcher launcher = Launcher.of(Programs.OF_THE_SYSTEM);
        assumeTrue(launcher.prlimit().isPresent(), "prlimit is not installed");
        assumeTrue(launcher.choom().isPresent(), "choom is not installed");
    }

    @Test
    void aServerThatTakesMemoryEndsAndAnotherGoesOnAndItComesBack() throws Exception {
        try (Servers greedy = greedy(GreedyServer.command());
                Servers other = greedy(GreedyServer.command())) {
            greedy.awaitUp();
            String before = other.call("tells").text();

            assertThatThrownBy(() -> greedy.call("hog"))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("was lost before it answered. Its process ended with code ");

            assertThat(other.call("tells").text()).as("the same process").isEqualTo(before);
            Servers.await().until(() -> answered(greedy, "tells").isPresent());
        }
    }

    @Test
    void aChildOfAServerIsRefusedMemoryAndTheServerAnswers() throws Exception {
        try (Servers greedy = greedy(GreedyServer.command())) {
            assertThat(greedy.call("child").text()).isEqualTo("its child was refused");
        }
    }

    @Test
    void aServerThatForksWithoutEndIsRefusedAndEndsWithAllItBegan() throws Exception {
        Optional<List<String>> command = GreedyServer.commandNotAsRoot();
        assumeTrue(command.isPresent(), "root has no bound of processes, and setpriv is not installed");
        try (Servers greedy = greedy(command.orElseThrow());
                Servers other = greedy(GreedyServer.command(), Servers.BOUNDS)) { // the kernel counts by user
            greedy.awaitUp();

            String began = greedy.call("bomb").text();

            assertThat(began).startsWith("began ");
            assertThat(Integer.parseInt(began.substring(6))).isBetween(1, GreedyServer.PROCESSES - 1);
            assertThat(other.call("tells").text()).endsWith(" 1000");
            Servers.await().until(() -> answered(greedy, "tells").isPresent());
        }
        Servers.await().until(() -> ProcessHandle.allProcesses().noneMatch(ServerBoundsTest::isBegun));
    }

    private static boolean isBegun(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.endsWith("sleep 177"))
                .isPresent();
    }

    @Test
    void aServerGoesBeforeTheServiceWhenMemoryRunsOutAndIsTheProcessThatWasStarted() throws Exception {
        try (Servers greedy = greedy(GreedyServer.command())) {
            String[] told = greedy.call("tells").text().split(" ", -1);

            assertThat(told[1]).isEqualTo("1000");
            assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
                    .as("nothing stands between it and who is to end it")
                    .contains(Long.parseLong(told[0]));
        }
    }

    @Test
    void whatTheKernelKilledIsToldInTheCallAndInTheLog() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(McpServer.class);
        Lines lines = new Lines();
        lines.start();
        logger.addAppender(lines);
        String killed = "Its process was killed (code 137). If nobody did that, the kernel did, as memory ran out.";
        try (Servers greedy = greedy(GreedyServer.command())) {
            assertThatThrownBy(() -> greedy.call("killed"))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageEndingWith(killed);

            Servers.await()
                    .untilAsserted(() -> assertThat(lines.all)
                            .anyMatch(line -> line.startsWith("mcp server not available") && line.contains(killed)));
        } finally {
            logger.detachAppender(lines);
        }
    }

    private Servers greedy(List<String> command) {
        return greedy(command, NARROW);
    }

    private Servers greedy(List<String> command, ProcessBounds bounds) {
        return Servers.of(new Command(command, Map.of(), home, bounds), true);
    }

    private static Optional<String> answered(Servers server, String tool) throws InterruptedException {
        try {
            return Optional.of(server.call(tool).text());
        } catch (ToolException | OutcomeUnknownException _) {
            return Optional.empty();
        }
    }

    /** What is logged meanwhile, of other tests as well. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
        }
    }
}
