package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One life of the real service: the packaged jar in a process of its own. */
public final class WaldenProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 20_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final Process process;
    private final Path home;
    private final Path output;
    private final int port;

    private WaldenProcess(Process process, Path home, Path output, int port) {
        this.process = process;
        this.home = home;
        this.output = output;
        this.port = port;
    }

    /** Starts the service on a free port from its rehearsal, with little work for the compiler, and does not wait for it. */
    public static WaldenProcess start(Path home, String... arguments) {
        return startAt(freePort(), home, arguments);
    }

    /** Starts the service on a port, whether it is free or not, and does not wait for it. */
    static WaldenProcess startAt(int port, Path home, String... arguments) {
        return startWith(port, List.of(), home, arguments);
    }

    /** As {@link #start}, with more options of the JVM. */
    static WaldenProcess startWith(List<String> jvmOptions, Path home, String... arguments) {
        return startWith(freePort(), jvmOptions, home, arguments);
    }

    private static WaldenProcess startWith(int port, List<String> jvmOptions, Path home, String... arguments) {
        Installation shared = Installation.shared();
        return launch(port, shared.jar(), home, quick(shared, jvmOptions), arguments);
    }

    /** As {@link #startWith}, with more variables of the environment. */
    static WaldenProcess startIn(
            Map<String, String> environment, List<String> jvmOptions, Path home, String... arguments) {
        Installation shared = Installation.shared();
        int port = freePort();
        ProcessBuilder builder = builder(port, shared.jar(), home, quick(shared, jvmOptions), arguments);
        builder.environment().putAll(environment);
        return begun(builder, home, port);
    }

    private static List<String> quick(Installation shared, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dwalden.memory.search-wait=20s", // what was stored is found at once, however slow the machine is
                shared.fromCache()));
        options.addAll(jvmOptions);
        return options;
    }

    /** Starts the jar on a free port in a JVM with these options, and does not wait for it. */
    static WaldenProcess withOptions(Path home, List<String> jvmOptions, String... arguments) {
        return launch(freePort(), home, jvmOptions, arguments);
    }

    /** Starts the service on a free port in a JVM that hangs when it is to end, and does not wait for it. */
    static WaldenProcess hangingAtItsEnd(Path home, String... arguments) {
        Path agent = HangingShutdown.jar(home.resolveSibling("hanging.jar"));
        List<String> options = List.of("-XX:TieredStopAtLevel=1", "-javaagent:" + agent);
        return launch(freePort(), Installation.shared().jar(), home, options, arguments);
    }

    /** Starts the service as docs/operations.md installs it and the unit runs it, and does not wait for it. */
    public static WaldenProcess installed(Installation installation, Path home, String... arguments) {
        return launch(freePort(), installation.jar(), home, installation.jvmOptions(), arguments);
    }

    /** Starts the jar on a free port as it is meant to run for long, and does not wait for it. */
    public static WaldenProcess tuned(Path home, String... arguments) {
        return launch(freePort(), home, List.of(), arguments);
    }

    private static WaldenProcess launch(int port, Path home, List<String> jvmOptions, String... arguments) {
        return launch(port, packaged(), home, jvmOptions, arguments);
    }

    static Path packaged() {
        return Path.of(System.getProperty("walden.jar", "target/walden.jar"));
    }

    private static WaldenProcess launch(int port, Path jar, Path home, List<String> jvmOptions, String... arguments) {
        return begun(builder(port, jar, home, jvmOptions, arguments), home, port);
    }

    private static ProcessBuilder builder(int port, Path jar, Path home, List<String> jvmOptions, String... arguments) {
        // A build that a shell runs in the background ignores SIGINT, and every process that it starts would.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", Installation.MALLOC));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), "--walden.home=" + home, "--server.port=" + port));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Hundreds of processes need not load a model each; the command line of those that do wins.
        builder.environment().put("WALDEN_MEMORY_EMBEDDINGMODEL", "none");
        return builder;
    }

    private static WaldenProcess begun(ProcessBuilder builder, Path home, int port) {
        Path output = home.resolveSibling(home.getFileName() + "-" + port + ".out");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            return new WaldenProcess(process, home, output, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the jar and waits until it takes requests. */
    public static WaldenProcess ready(Path home, String... arguments) {
        return start(home, arguments).awaitReady();
    }

    public WaldenProcess awaitReady() {
        return awaitReady(START_PATIENCE);
    }

    public WaldenProcess awaitReady(Duration atMost) {
        Awaitility.await("readiness of " + output)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("Walden ended with " + process.exitValue() + ":\n" + output());
                    }
                    return answersReady();
                });
        return this;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public WaldenClient client() {
        return new WaldenClient(this);
    }

    public Path home() {
        return home;
    }

    /** Everything that it printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL: no goodbye. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() {
        process.destroy();
        return awaitExit(Duration.ofSeconds(60));
    }

    /** Sends a signal such as {@code INT}, which the JDK itself has no call for, and does not wait. */
    void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Walden did not end within " + atMost + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    boolean answersReady() {
        return new WaldenClient(this).tryStatus("/actuator/health/readiness") == 200;
    }

    /** Below those that the system gives to whoever asks for any: a client might get it before the service is there. */
    private static int freePort() {
        while (true) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** When the process was started. */
    public Instant startedAt() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
