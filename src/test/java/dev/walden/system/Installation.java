package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar taken apart, with a rehearsed start, by the two commands of docs/operations.md. */
public record Installation(Path folder) {

    private static final long PATIENCE_SECONDS = 180;

    /** Installs into a new folder. */
    public static Installation into(Path folder) {
        Installation made = new Installation(folder.toAbsolutePath());
        run(List.of(
                "-Djarmode=tools",
                "-jar",
                WaldenProcess.packaged().toString(),
                "extract",
                "--force",
                "--destination",
                made.folder.toString()));
        run(List.of(
                "-XX:AOTCacheOutput=" + made.cache(),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                made.jar().toString(),
                "serve",
                "--walden.home=" + made.folder.resolve("rehearsal"),
                "--server.port=0"));
        return made;
    }

    private static void run(List<String> arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(arguments);
            Path output = Files.createTempFile("walden", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed:\n" + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path jar() {
        return folder.resolve("walden.jar");
    }

    Path cache() {
        return folder.resolve("walden.aot");
    }

    List<String> jvmOptions() {
        return List.of("-XX:AOTCache=" + cache());
    }
}
