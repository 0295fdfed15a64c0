package dev.walden.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A systemd of its own, over this machine's files: what it writes lies in a layer of memory that is thrown away, it has its own network
 * with a loopback alone, and of this machine's services it starts none. How, and what ends it when the test is killed:
 * {@code src/test/sh/systemd.sh}.
 */
final class SystemdContainer implements AutoCloseable {

    private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");
    private static final List<String> NEEDED =
            List.of("bash", "curl", "nsenter", "runuser", "setpriv", "unshare", "useradd");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the documents write before commands of root or of another user; there is none in the container, and no need of one. */
    private static final String SUDO =
            "sudo() { if [ \"$1\" = -u ]; then runuser -u \"$2\" -- \"${@:3}\"; else \"$@\"; fi; }\n";

    /** What the container's first process has not, so that a test has no more than it. */
    private static final String NOT_INSIDE = "-sys_time,-sys_module,-sys_boot,-sys_rawio,-syslog";

    private final Process script;
    private final Path output;
    private final Path number;
    private String first = "";

    private SystemdContainer(Process script, Path output, Path number) {
        this.script = script;
        this.output = output;
        this.number = number;
    }

    /** Why there can be none here; empty when it is worth a trial. */
    static String obstacle() {
        if (!SmallDisk.obstacle().isEmpty()) {
            return SmallDisk.obstacle();
        }
        if (!Files.isExecutable(SYSTEMD)) {
            return "systemd is not installed";
        }
        return NEEDED.stream()
                .filter(program -> Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .findFirst()
                .map(program -> "a systemd of its own needs the program " + program)
                .orElse("");
    }

    /**
     * Starts it and waits until it runs.
     *
     * @param folder empty
     * @param installation at /opt/walden inside, with what is written there in the layer
     * @throws IOException when none can be booted here, with what was said
     */
    static SystemdContainer boot(Path folder, Installation installation) throws IOException {
        Path output = folder.resolve("systemd.out");
        Path root = Files.createDirectory(folder.resolve("systemd"));
        Process script = new ProcessBuilder(
                        "bash",
                        "src/test/sh/systemd.sh",
                        "walden-it-" + UUID.randomUUID(),
                        root.toString(),
                        installation.folder().toString(),
                        System.getProperty("java.home"),
                        Path.of("").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        SystemdContainer container = new SystemdContainer(script, output, folder.resolve("systemd.first"));
        try {
            Awaitility.await("a booted systemd").pollDelay(Duration.ZERO).until(container::booted);
            // Read only until here, and no sandbox can be made where a part of /proc is covered.
            container.run("umount --lazy /proc/sys");
            return container;
        } catch (IOException | RuntimeException e) {
            try {
                container.close();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw new IOException("no systemd can be booted here: " + Files.readString(output), e);
        }
    }

    private boolean booted() throws IOException {
        if (!script.isAlive()) {
            throw new IllegalStateException("it ended with " + script.exitValue());
        }
        if (!Files.exists(number)) {
            return false;
        }
        first = Files.readString(number).strip();
        return isSystemd(first)
                && List.of("running", "degraded")
                        .contains(tryRun("systemctl is-system-running || true")
                                .output()
                                .strip());
    }

    /** Before that it is a script that makes the container. */
    private static boolean isSystemd(String pid) {
        return !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(process -> process.info().command())
                        .orElse("")
                        .endsWith("/systemd");
    }

    /** A file of the container. */
    Path path(String absolute) {
        return Path.of("/proc", first, "root", absolute.substring(1));
    }

    /** Runs a script of bash as root in the folder of the sources, with {@code $1} and so on; returns what it printed. */
    String run(String commands, String... arguments) throws IOException {
        Ran ran = tryRun(commands, arguments);
        if (ran.exitCode() != 0) {
            throw new IOException(commands + " ended with " + ran.exitCode() + ": " + ran.output());
        }
        return ran.output();
    }

    /** As {@link #run}, where a failure is an answer too. */
    Ran tryRun(String commands, String... arguments) throws IOException {
        if (!script.isAlive()) { // then its number may be another's
            throw new IOException("the systemd of the test has ended: " + Files.readString(output));
        }
        List<String> line = new ArrayList<>(List.of("nsenter", "--target", first, "--all"));
        line.addAll(List.of("setpriv", "--bounding-set", NOT_INSIDE, "bash", "-euc"));
        line.addAll(List.of(SUDO + "cd /source\n" + commands, "bash"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        Path printed = Files.createTempFile(output.getParent(), "run", ".out");
        Process process = builder.redirectOutput(printed.toFile()).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(commands + " did not end: " + Files.readString(printed));
            }
            return new Ran(process.exitValue(), new String(Files.readAllBytes(printed), UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }

    /**
     * Ends all that is in it, and waits for that.
     *
     * @throws IOException also when it had ended before, or control groups of it are left
     */
    @Override
    public void close() throws IOException {
        script.getOutputStream().close();
        try {
            if (!script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the systemd of the test did not end");
            }
            if (script.exitValue() != 0) {
                throw new IOException(
                        "the systemd of the test ended with " + script.exitValue() + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** How it ended. */
    record Ran(int exitCode, String output) {}
}
