package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.ServerSettings.Command;
import dev.walden.tools.programs.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process of a server and all that it begins. Thread-safe. It inherits nothing of the service's environment but PATH and LANG, and leads
 * a process group of its own where {@code setsid} is there, so that children go with it even when their parent has gone before. What bounds it
 * is said by {@link Launcher}.
 */
final class ServerProcess {

    private static final Launcher LAUNCHER = Launcher.of(Programs.OF_THE_SYSTEM);
    private static final List<String> INHERITED = List.of("PATH", "LANG");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Process process;
    private final boolean leadsGroup;

    private ServerProcess(Process process, boolean leadsGroup) {
        this.process = process;
        this.leadsGroup = leadsGroup;
        // What it leaves behind when it ends by itself ends with it, and lets go of its streams.
        var _ = process.onExit().thenRun(this::killGroup);
    }

    /**
     * Starts it.
     *
     * @param secrets filled into the environment
     * @throws dev.walden.secrets.SecretException when one of them cannot be had
     */
    static ServerProcess start(Command command, Secrets secrets) throws IOException {
        Files.createDirectories(command.home());
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.line(command.command(), command.bounds()))
                .directory(command.home().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.put("HOME", command.home().toAbsolutePath().toString());
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            put(environment, variable.getKey(), secrets.filled(variable.getValue()));
        }
        return new ServerProcess(builder.start(), LAUNCHER.setsid().isPresent());
    }

    /** Says what will not bound the processes that are started here. */
    static void warnOfMissingBounds() {
        LAUNCHER.warn();
    }

    private static void put(Map<String, String> environment, String name, String value) throws IOException {
        try {
            environment.put(name, value);
        } catch (IllegalArgumentException _) { // its message quotes the value, which may be secret
            throw new IOException("the variable " + name + " cannot be set, its name or its value is malformed");
        }
    }

    OutputStream stdin() {
        return process.getOutputStream();
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    InputStream stderr() {
        return process.getErrorStream();
    }

    /** Ends with the exit code. */
    CompletableFuture<Integer> whenEnded() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks it to end by closing its input, then by SIGTERM, then ends it and all it began. Takes a few seconds at most. */
    void end() {
        List<ProcessHandle> began = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // it has gone already, or its input is full, which SIGTERM gets over
        }
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            began.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            killGroup();
        }
    }

    private void killGroup() {
        if (!leadsGroup) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -KILL -" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException _) {
            // no shell: the descendants that were known have been ended
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
