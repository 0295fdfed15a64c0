package dev.walden.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.Workspaces;
import dev.walden.tools.programs.Programs;
import dev.walden.tools.shell.ShellProperties.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and friendly commands in the real sandbox. */
class ShellToolTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** In the words of a process, so that it is found on the machine; a number, for {@code sleep} to take. */
    private final String mark = "7" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 100_000_000) + ".5";

    @TempDir
    private Path home;

    private ShellTool tool;

    @BeforeEach
    void start() throws Exception {
        Sandboxes.assumeThere(home);
        tool = tool(Duration.ofSeconds(60));
    }

    @Test
    void argumentsReachTheCommandAsTheyAre() throws Exception {
        ToolOutput output = run("echo", "$(id)", "*", "; ls", "a  b");

        assertThat(output).isEqualTo(ToolOutput.untrusted("exit code 0\n[standard output]\n$(id) * ; ls a  b\n"));
        assertThat(tool.descriptor().sideEffect()).isEqualTo(SideEffect.UNSAFE);
    }

    @Test
    void aFailingCommandIsASuccessfulCallThatTellsTheExitCode() throws Exception {
        assertThat(script("echo out; echo err >&2; exit 3").text())
                .isEqualTo("exit code 3\n[standard output]\nout\n\n[standard error]\nerr\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "/bin/sh", "/usr/bin/sh", "./sh", "../sh", "", "sh "})
    void whatIsNotOnTheListIsNotRun(String command) {
        assertThatThrownBy(() -> run(command))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("not allowed and was not run")
                .hasMessageContaining("echo");
    }

    @Test
    void theWorkspaceOfTheSpaceIsThereAndStays() throws Exception {
        script("mkdir -p a && echo kept > a/b");

        assertThat(Files.readString(home.resolve("workspace/default/a/b"))).isEqualTo("kept\n");
        assertThat(script("pwd; cat a/b; ls " + home + " " + home.resolve("workspace"))
                        .text())
                .contains("/workspace/default\n", "kept\n", "workspace:\ndefault\n");
    }

    @Test
    void noFileOutsideIsSeenAndNoneIsWritten() throws Exception {
        Files.writeString(home.resolve("admin.key"), "SECRET");
        Files.createDirectories(home.resolve("workspace/other"));
        Files.writeString(home.resolve("workspace/other/file"), "SECRET");
        script("ln -s ../../admin.key link; ln -s " + home + "/admin.key absolute");

        String told = script("cat link absolute ../../admin.key ../other/file " + home
                        + "/admin.key /etc/shadow /etc/passwd /proc/1/root" + home
                        + "/admin.key; ls /root /home /var /etc"
                        + "; touch /x /usr/x /dev/x /etc/x /proc/x " + home + "/x")
                .text();

        assertThat(told).doesNotContain("SECRET", "root:").contains("Read-only file system");
        assertThat(home.resolve("x")).doesNotExist();
    }

    @Test
    void nothingOfTheEnvironmentIsSeen() throws Exception {
        assertThat(run("env").text().lines().skip(2))
                .extracting(line -> line.replaceAll("=.*", ""))
                .containsExactlyInAnyOrder("HOME", "LANG", "PATH", "PWD");
        assertThat(script("ls /proc | grep -c '^[0-9]'; cat /proc/1/environ").text())
                .doesNotContain("JAVA");
    }

    @Test
    void thereIsNoNetworkNotEvenThisMachine() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort())
                            .text())
                    .startsWith("exit code 1")
                    .contains("Connection refused");
        }
        assertThat(script("cat /proc/net/dev").text().lines().filter(line -> line.contains(":")))
                .singleElement()
                .asString()
                .contains("lo:");
    }

    @Test
    void thisMachineIsReachedWhereTheNetworkIsShared() throws Exception {
        ShellTool online = tool(Sandboxes.properties(true, List.of(), "bash"));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached";

            assertThat(online.call(input("bash", "-c", connect), context()).text())
                    .isEqualTo("exit code 0\n[standard output]\nreached\n");
        }
    }

    /** Below {@code /tmp}, too, which is another one in the sandbox. */
    @Test
    void aReadableFolderIsReadAndNotWritten(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        ShellTool reading = tool(Sandboxes.properties(false, List.of(folder), "sh"));
        String script = "cat " + file + "; echo more > " + file + "; touch /tmp/x && echo own";

        assertThat(reading.call(input("sh", "-c", script), context()).text())
                .contains("kept", "own\n", "Read-only file system");
        assertThat(script("cat " + file).text()).contains("No such file");
        assertThat(file).hasContent("kept");
    }

    @Test
    void anEndlessLoopIsKilledAndWhatItToldIsKept() throws Exception {
        ToolOutput output =
                tool(Duration.ofSeconds(5)).call(input("sh", "-c", "echo begun; while :; do :; done", mark), context());

        assertThat(output.text()).startsWith("killed after 5000 ms").endsWith("[standard output]\nbegun\n");
        awaitNoProcess();
    }

    @Test
    void aGigabyteOfOutputIsReadAndCountedButNotKept() throws Exception {
        String told = script("head -c 1000000000 /dev/zero; echo END; yes | head -c 10000000 >&2")
                .text();

        assertThat(told)
                .startsWith("exit code 0")
                .contains("[" + (1_000_000_004L - CommandRun.MOST_BYTES) + " bytes are not shown]")
                .contains("END\n\n[standard error]\ny\n");
        assertThat(told.length()).isLessThan(3 * CommandRun.MOST_BYTES);
    }

    @Test
    void whatIsNoUtf8IsReplaced() throws Exception {
        assertThat(script("printf 'a\\377\\300b'").text()).endsWith("a��b");
    }

    @Test
    void whatWasLeftInTheBackgroundEndsWithTheCommand() throws Exception {
        String told = script("setsid sleep " + mark + " & nohup sleep " + mark + " > /dev/null 2>&1 & echo left")
                .text();

        assertThat(told).startsWith("exit code 0").contains("left");
        awaitNoProcess();
    }

    @Test
    void aCrowdOfProcessesEndsWithItsTime() throws Exception {
        String many = "i=0; while [ $i -lt 40 ]; do setsid sleep " + mark + " & i=$((i+1)); done; echo all; wait";

        ToolOutput output = tool(Duration.ofSeconds(2)).call(input("sh", "-c", many), context());

        assertThat(output.text()).startsWith("killed after");
        awaitNoProcess();
    }

    @Test
    void noMoreProcessesAreMadeThanAreAllowed() throws Exception {
        ShellTool counted = counted();
        String many = "i=0; while [ $i -lt " + 2 * Sandboxes.PROCESSES + " ]; do sleep " + mark + " & i=$((i+1)); done";

        ToolOutput tooMany = counted.call(input("sh", "-c", many + "; echo all"), context());
        ToolOutput few = counted.call(input("sh", "-c", "sleep 0 & wait; echo all"), context());

        assertThat(tooMany.text()).doesNotStartWith("exit code 0").doesNotContain("all\n");
        assertThat(few.text()).startsWith("exit code 0").contains("all\n");
    }

    /** The same sandbox, made by a user whose processes the kernel counts: those of root it does not. */
    private ShellTool counted() throws Exception {
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        for (Path shown : List.of(home, home.resolve("workspace"), workspace)) {
            Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        ShellProperties properties = Sandboxes.properties(Kind.BUBBLEWRAP, "sh");
        Bubblewrap sandbox = new Bubblewrap(
                Sandboxes.bwrapOfAUser(home),
                Programs.OF_THE_SYSTEM.find("prlimit"),
                Programs.OF_THE_SYSTEM.find("choom"),
                List.of(),
                false,
                properties.bounds());
        return new ShellTool(
                new ShellStart(properties, Programs.OF_THE_SYSTEM, home).allowed(),
                sandbox,
                new Workspaces(home.resolve("workspace")),
                MINUTE,
                InstantSource.system());
    }

    @Test
    void memoryAndTemporaryFilesHaveABound() throws Exception {
        String told = script("head -c 5000000 /dev/zero > /tmp/x; head -c 5000000 /dev/zero > /dev/shm/x;"
                        + " bash -c 's=x; while :; do s=$s$s; done'; echo code $?")
                .text();

        assertThat(told).contains("No space left on device", "cannot allocate", "code 2");
    }

    @Test
    void aFileHasABound() throws Exception {
        assertThat(script("head -c 5000000 /dev/zero > big; wc -c < big").text())
                .contains("\n" + (4 << 20) + "\n");
    }

    @Test
    void commandsGoBeforeTheServiceWhenMemoryRunsOut() throws Exception {
        assumeTrue(Programs.OF_THE_SYSTEM.find("choom").isPresent(), "choom is not installed");

        assertThat(script("cat /proc/self/oom_score_adj").text()).contains("\n1000\n");
    }

    @Test
    void anInterruptedCallLeavesNothingBehind() throws Exception {
        FutureTask<ToolOutput> call =
                new FutureTask<>(() -> tool.call(input("sh", "-c", "touch begun; setsid sleep " + mark), context()));
        Thread caller = Thread.ofPlatform().start(call);
        await().atMost(MINUTE).until(() -> Files.exists(home.resolve("workspace/default/begun")));

        caller.interrupt();

        assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
        awaitNoProcess();
    }

    @Test
    void aWorkspaceThatIsALinkIsNotFollowed() throws Exception {
        Files.createDirectories(home.resolve("workspace"));
        Files.createSymbolicLink(home.resolve("workspace/default"), home);

        assertThatThrownBy(() -> script("ls")).isInstanceOf(ToolException.class).hasMessageContaining("not be started");
    }

    private ShellTool tool(Duration atMost) throws InterruptedException {
        return tool(Sandboxes.properties(Kind.BUBBLEWRAP, "echo", "sh", "bash", "env"), atMost);
    }

    private ShellTool tool(ShellProperties properties) throws InterruptedException {
        return tool(properties, MINUTE);
    }

    private ShellTool tool(ShellProperties properties, Duration atMost) throws InterruptedException {
        ShellStart start = new ShellStart(properties, Programs.OF_THE_SYSTEM, home);
        AllowedCommands allowed = start.allowed();
        return new ShellTool(
                allowed,
                start.sandbox(allowed),
                new Workspaces(home.resolve("workspace")),
                atMost,
                InstantSource.system());
    }

    private ToolOutput script(String script) throws ToolException, InterruptedException {
        return run("sh", "-c", script);
    }

    private ToolOutput run(String... command) throws ToolException, InterruptedException {
        return tool.call(input(command), context());
    }

    private static ToolInput input(String... command) {
        return new ToolInput(Map.of("command", List.of(command)));
    }

    private static ToolContext context() {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plusSeconds(300));
    }

    private void awaitNoProcess() {
        await().atMost(MINUTE).until(() -> marked().isEmpty());
    }

    private List<Path> marked() throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            return java.util.stream.StreamSupport.stream(processes.spliterator(), false)
                    .filter(this::isMarked)
                    .toList();
        }
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).contains(mark);
        } catch (IOException _) {
            return false; // It has ended.
        }
    }
}
