package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.lifecycle.ExitCode;
import dev.walden.system.SystemdContainer.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The unit and its drop-in, unchanged, under a real systemd: what docs/operations.md installs starts, goes on, stops and refuses as it says. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SystemdIT {

    private static final String PLAIN = "walden.memory.embedding-model: none\n";

    private static final String SHELL = PLAIN + """
            walden.reasoning:
              default-engine: play
              engines.play: {type: scripted, script: /etc/walden/play.yaml}
            walden.tools:
              granted: READ_WORKSPACE, WRITE_WORKSPACE, SHELL
              shell: {enabled: true, allowed: [sh], bounds: {time: 30s, processes: 64}}
            """;

    /** Runs what it is told. */
    private static final String PLAY = """
            scripts:
              - match: "(?s).*"
                steps:
                  - tools: [{tool: shell, arguments: {command: [sh, -c, "{{input}}"]}}]
                  - answer: "{{result}}"
            """;

    /** As the document tells it in words. */
    private static final String CREDENTIAL = """
            install -m 0600 /var/lib/walden/keys/master.key /etc/walden/
            rm /var/lib/walden/keys/master.key
            mkdir -p /etc/systemd/system/walden.service.d
            printf '%s\\n' "$1" > /etc/systemd/system/walden.service.d/override.conf
            systemctl daemon-reload
            """;

    @TempDir
    private static Path folder;

    private static final List<SystemdContainer> BOOTED = new ArrayList<>();

    @BeforeAll
    static void boot() throws IOException {
        assumeTrue(SystemdContainer.obstacle().isEmpty(), SystemdContainer.obstacle());
        Installation installation = Installation.shared();
        try {
            BOOTED.add(SystemdContainer.boot(folder, installation));
        } catch (IOException e) {
            assumeTrue(false, e.getMessage());
        }
        InstalledUnit.on(machine());
    }

    @AfterAll
    static void end() throws IOException {
        for (SystemdContainer booted : BOOTED) {
            booted.close();
        }
    }

    private static SystemdContainer machine() {
        return BOOTED.getFirst();
    }

    private static InstalledUnit unit() {
        return new InstalledUnit(machine());
    }

    private static InstalledUnit with(String configuration) throws IOException {
        unit().renew(configuration);
        return unit();
    }

    private static InstalledUnit running(String configuration) throws IOException {
        InstalledUnit unit = with(configuration);
        unit.start();
        return unit.awaitReady();
    }

    @Test
    void whatIsInstalledRunsWithTheConfigurationOfTheDocument() throws IOException {
        InstalledUnit unit = running(Files.readString(Path.of("config/walden.yaml")));

        JsonNode task = unit.submit("What is 17 * 23?");

        assertThat(task.path("output").asString()).contains("391");
        assertThat(machine().run("systemd-analyze security --threshold=25 walden"))
                .contains("Overall exposure level for walden.service");
        assertThat(machine().run("systemctl is-enabled walden")).isEqualTo("enabled\n");
        assertThat(unit.property("ActiveState")).isEqualTo("active");
        assertThat(unit.property("TasksMax")).isEqualTo("4096");
        assertThat(unit.property("OOMPolicy")).isEqualTo("continue");
        assertThat(machine().run("stat -c %U /proc/" + unit.property("MainPID")))
                .isEqualTo("walden\n");
        assertThat(machine().run("stat -c '%a %U' /var/lib/walden /var/lib/walden/admin.key"))
                .isEqualTo("700 walden\n600 walden\n");
        assertThat(unit.journal()).contains("service ready").doesNotContain("[aot]", "warning][cds");
    }

    @Test
    void aKilledServiceIsStartedAgainWithWhatItAcknowledged() throws IOException {
        InstalledUnit unit = running(PLAIN);
        String task = unit.submit("What is 17 * 23?").path("id").asString();
        String before = unit.property("MainPID");

        machine().run("kill -9 " + before);

        Awaitility.await("the start of systemd")
                .untilAsserted(() -> assertThat(unit.property("NRestarts")).isEqualTo("1"));
        assertThat(unit.awaitReady().property("MainPID")).isNotEqualTo(before);
        assertThat(unit.get("/api/v1/tasks/" + task).path("output").asString()).contains("391");
        assertSaid(unit, "code=killed, status=9/KILL");
    }

    @Test
    void aStopIsASuccessLongBeforeSystemdWouldKill() throws IOException {
        InstalledUnit unit = running(PLAIN);

        machine().run("timeout 40 systemctl stop walden");

        assertThat(unit.property("Result")).isEqualTo("success");
        assertThat(unit.property("ActiveState")).isEqualTo("inactive");
        assertThat(unit.property("ExecMainStatus")).isEqualTo("143");
        assertThat(LogFiles.records(unit.home()).getLast().path("type").asString())
                .isEqualTo("service-stopped");
    }

    @Test
    void aDamagedLogIsLeftToAPerson() throws IOException {
        InstalledUnit unit = running(PLAIN);
        unit.submit("What is 17 * 23?");
        machine().run("systemctl stop walden");
        Path segment = LogFiles.segments(unit.home()).getLast();
        byte[] bytes = Files.readAllBytes(segment);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.lastIndexOf('\n', text.strip().length() / 4) + 4] ^= 1;
        Files.write(segment, bytes);

        unit.start();

        assertFailed(unit, ExitCode.DAMAGED);
        assertSaid(unit, segment.getFileName() + ", line ");
    }

    @Test
    void aCredentialOfSystemdIsTheMasterKey() throws IOException {
        InstalledUnit unit = with(PLAIN + "walden.log.encryption: {enabled: true, master-key: walden-master}\n");
        unit.start();
        assertFailed(unit, ExitCode.BAD_CONFIGURATION);
        machine().run(InstalledUnit.commandsOf("### Turn it on").getFirst());
        machine().run(CREDENTIAL, "[Service]\n" + loadCredential());

        unit.start();
        unit.awaitReady().submit("What is 17 * 23?");

        String logged = Files.readString(LogFiles.segments(unit.home()).getLast(), StandardCharsets.ISO_8859_1);
        assertThat(logged).contains("task-submitted").doesNotContain("17 * 23");
        assertThat(unit.home().resolve("keys/master.key")).doesNotExist();
    }

    /** The line that the unit file shows. */
    private static String loadCredential() throws IOException {
        return Files.readString(Path.of("deploy/systemd/walden.service"))
                .lines()
                .filter(line -> line.startsWith("#LoadCredential="))
                .map(line -> line.substring(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutTheDropInAShellIsRefusedAndTheUnitStaysDown() throws IOException {
        InstalledUnit unit = shell();

        unit.start();

        assertFailed(unit, ExitCode.BAD_CONFIGURATION);
        assertSaid(
                unit,
                "a sandbox cannot be made here",
                "No permissions to create new namespace",
                "deploy/systemd/walden-sandbox.conf");
    }

    /** The journal may learn of an end before it has read what was said last. */
    private static void assertSaid(InstalledUnit unit, String... texts) {
        Awaitility.await("what the unit said")
                .untilAsserted(() -> assertThat(unit.journal()).contains(texts));
    }

    private static InstalledUnit shell() throws IOException {
        Ran sandbox = machine().tryRun("command -v bwrap");
        assumeTrue(sandbox.exitCode() == 0, "bubblewrap is not installed");
        InstalledUnit unit = with(SHELL);
        machine().run("printf '%s' \"$1\" > /etc/walden/play.yaml", PLAY);
        return unit;
    }

    /** Not "activating", which is what waits for the next start. */
    private static void assertFailed(InstalledUnit unit, ExitCode code) {
        Awaitility.await("the end of the service").untilAsserted(() -> {
            assertThat(unit.property("ActiveState")).isEqualTo("failed");
            assertThat(unit.property("ExecMainStatus")).isEqualTo(Integer.toString(code.number()));
            assertThat(unit.property("NRestarts")).isEqualTo("0");
        });
    }

    @Test
    void withTheDropInCommandsAreKeptInAndTheServiceOutlivesThem() throws IOException {
        InstalledUnit unit = sandboxed();
        String service = unit.property("MainPID");

        String seen = unit.submit(
                        "id -u; ls -A /var/lib/walden /etc; cat /var/lib/walden/admin.key; grep CapBnd /proc/self/status")
                .path("output")
                .asString();
        String bombed =
                unit.submit("while :; do sleep 60 & done").path("output").asString();

        assertThat(seen.lines().map(String::strip))
                .contains(machine().run("id -u walden").strip(), "workspace", "CapBnd:\t0000000000000000")
                .doesNotContain("admin.key", "log", "walden");
        assertThat(seen).contains("admin.key: No such file or directory");
        assertThat(bombed.toLowerCase(Locale.ROOT)).contains("fork");
        assertThat(unit.awaitReady().property("MainPID")).isEqualTo(service);
        // A sandbox is answered for before the kernel has taken away all that is in it.
        Awaitility.await("that of the bomb nothing is left")
                .untilAsserted(
                        () -> assertThat(machine().run("find /proc -maxdepth 1 -name '[0-9]*' -user walden | wc -l"))
                                .isEqualTo("1\n"));
    }

    @Test
    void aCommandThatTakesTheLastMemoryEndsAlone() throws IOException {
        InstalledUnit unit = sandboxed();
        String service = unit.property("MainPID");
        machine().run("systemctl set-property --runtime walden MemoryMax=700M MemorySwapMax=0");
        assumeTrue(killedForMemory() == 0, "there is no control group of memory here");
        assumeTrue(
                machine()
                                .tryRun("test -d /sys/fs/cgroup/memory && grep -q ^/ /proc/swaps")
                                .exitCode()
                        != 0,
                "control groups of version 1 do not bound swap, which is on here");

        String ended = unit.submit("head -c 900m /dev/zero | tail -c 900m | wc -c")
                .path("output")
                .asString();

        assertThat(killedForMemory()).as(ended).isPositive();
        assertThat(ended).as("what tail passed on").contains("[standard output]\n0");
        assertThat(unit.awaitReady().property("MainPID")).isEqualTo(service);
        assertThat(unit.property("NRestarts")).isEqualTo("0");
        assertThat(unit.submit("echo on").path("output").asString()).contains("on");
    }

    private static InstalledUnit sandboxed() throws IOException {
        InstalledUnit unit = shell();
        List<String> commands = InstalledUnit.commandsOf("## A sandbox for commands");
        machine().run(String.join("\n", commands.subList(1, commands.size()))); // the first installs bubblewrap
        unit.start();
        return unit.awaitReady();
    }

    /** How often the kernel killed a process of the unit for memory; -1 where nothing counts it. */
    private static int killedForMemory() throws IOException {
        String counted = machine()
                .run("cat /sys/fs/cgroup/memory/system.slice/walden.service/memory.oom_control"
                        + " /sys/fs/cgroup/system.slice/walden.service/memory.events 2> /dev/null || true");
        return counted.lines()
                .filter(line -> line.startsWith("oom_kill "))
                .map(line -> Integer.parseInt(line.substring("oom_kill ".length())))
                .findFirst()
                .orElse(-1);
    }
}
