package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar: how it starts, refuses to start, and ends. */
final class StartStopIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void endsInGoodOrderOnSigterm() throws IOException {
        Path home = folder.resolve("home");
        try (WaldenProcess walden = WaldenProcess.ready(home)) {
            int code = walden.terminate();

            assertThat(code).isEqualTo(143);
            assertGoodEnd(walden, "signal");
        }
    }

    @Test
    void endsTheSameWayOnSigint() throws IOException, InterruptedException {
        try (WaldenProcess walden = WaldenProcess.ready(folder.resolve("home"))) {
            new ProcessBuilder("kill", "-INT", String.valueOf(walden.pid()))
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);

            assertThat(walden.awaitExit(SOON)).isEqualTo(130);
            assertGoodEnd(walden, "signal");
        }
    }

    @Test
    void endsTheSameWayWhenAnAdminAsks() throws IOException {
        try (WaldenProcess walden = WaldenProcess.ready(folder.resolve("home"))) {
            walden.client().post("/api/v1/admin/shutdown", Map.of());

            assertThat(walden.awaitExit(SOON)).isEqualTo(ExitCode.OK.number());
            assertGoodEnd(walden, "admin");
        }
    }

    @Test
    void aSecondProcessIsRefusedTheFolder() {
        Path home = folder.resolve("home");
        try (WaldenProcess first = WaldenProcess.ready(home);
                WaldenProcess second = WaldenProcess.start(home)) {
            assertRefused(second, ExitCode.LOCKED, home.toString());
            assertThat(first.alive()).isTrue();
        }
    }

    @Test
    void aDamagedLogIsRefusedAndLeftAlone() throws IOException {
        Path home = folder.resolve("home");
        try (WaldenProcess first = WaldenProcess.ready(home)) {
            first.terminate();
        }
        Path segment = firstSegment(home);
        damage(segment);
        byte[] damaged = Files.readAllBytes(segment);

        try (WaldenProcess second = WaldenProcess.start(home)) {
            assertRefused(second, ExitCode.DAMAGED, segment.getFileName().toString());
        }

        assertThat(segment).hasBinaryContent(damaged);
    }

    @Test
    void aPortInUseIsSaid() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("--walden.home=" + folder.resolve("home"), "--server.port=" + taken.getLocalPort());

            assertRefused(ended, ExitCode.PORT_IN_USE, String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void aBadValueIsSaidWithItsProperty() {
        try (WaldenProcess walden =
                WaldenProcess.start(folder.resolve("home"), "--walden.lifecycle.stop-deadline=soon")) {
            assertRefused(walden, ExitCode.BAD_CONFIGURATION, "walden.lifecycle.stop-deadline");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("file"));

        Ended ended = run("--walden.home=" + file.resolve("home"), "--server.port=0");

        assertRefused(ended, ExitCode.NOT_WRITABLE, file.toString());
    }

    @Test
    void anUnknownCommandNamesTheKnownOnes() {
        try (WaldenProcess walden = WaldenProcess.start(folder.resolve("home"), "frobnicate")) {
            assertThat(walden.awaitExit(SOON)).isEqualTo(64);
            assertThat(walden.output()).contains("frobnicate").contains("serve");
        }
    }

    private static void assertGoodEnd(WaldenProcess walden, String reason) throws IOException {
        assertThat(walden.output())
                .contains("service draining", "metrics at stop")
                .doesNotContain("\"WARN\"");
        assertThat(Files.readString(firstSegment(walden.home())))
                .contains("\"type\":\"service-started\"", "\"type\":\"service-stopped\"", "\"" + reason + "\"");
    }

    private static void assertRefused(WaldenProcess walden, ExitCode code, String names) {
        assertRefused(new Ended(walden.awaitExit(SOON), walden.output()), code, names);
    }

    private static void assertRefused(Ended ended, ExitCode code, String names) {
        assertThat(ended.code()).as(ended.output()).isEqualTo(code.number());
        assertThat(ended.output()).contains("Action:").contains(names).doesNotContain("\\tat ", "stack_trace");
    }

    /** Runs the jar with these arguments and no other until it has ended. */
    private Ended run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-jar", System.getProperty("walden.jar", "target/walden.jar")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SOON)).as(Files.readString(output)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    /** What is left of a process. */
    private record Ended(int code, String output) {}

    private static Path firstSegment(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One letter of the second line, which the stop has long covered with a watermark. */
    private static void damage(Path segment) throws IOException {
        String text = Files.readString(segment);
        int at = text.indexOf("\"type\"", text.indexOf('\n')) + 8;
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {'X'}), at);
        }
    }
}
