package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar taken apart, with its options and a rehearsed start, by the commands of docs/operations.md. */
public record Installation(Path folder) {

    /** What the unit sets in the environment. */
    static final String MALLOC = "MALLOC_ARENA_MAX=2";

    private static final long PATIENCE_SECONDS = 300;

    /**
     * The one that all tests of a build share, made by the first that needs it: a service starts from its rehearsal with half the
     * processor time, and hundreds are started.
     */
    static synchronized Installation shared() {
        Path jar = WaldenProcess.packaged().toAbsolutePath();
        Installation shared = new Installation(jar.resolveSibling("installed"));
        Path lock = jar.resolveSibling("installed.lock");
        try (FileChannel one = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock held = one.lock(); // tests run in several processes
            String stamp = Files.size(jar) + " " + Files.getLastModifiedTime(jar);
            Path known = shared.folder.resolve("made-of");
            if (!Files.exists(known) || !Files.readString(known).equals(stamp)) {
                Files.deleteIfExists(known);
                into(shared.folder);
                Files.writeString(known, stamp);
            }
            held.release();
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs into a folder. */
    public static Installation into(Path folder) {
        Installation made = new Installation(folder.toAbsolutePath());
        made.java(
                "-Djarmode=tools",
                "-jar",
                WaldenProcess.packaged().toString(),
                "extract",
                "--force",
                "--destination",
                made.folder.toString());
        try {
            Files.copy(Path.of("deploy/jvm.options"), made.options(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made.java(
                "@" + made.options(),
                "-XX:AOTCacheOutput=" + made.cache(),
                "-jar",
                made.jar().toString(),
                "rehearse");
        return made;
    }

    /** Runs the JVM of this test with its temporary files below the installation; returns what it printed. */
    String java(String... arguments) {
        try {
            Path temporary = Files.createDirectories(temporary());
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary));
            command.addAll(List.of(arguments));
            Path output = Files.createTempFile("walden", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment()
                    .put("WALDEN_REASONING_ENGINES_MINE_API_KEY", "of an engine that a rehearsal does not know");
            builder.environment().put("WALDEN_MEMORY_EMBEDDINGMODEL", "none"); // as the services of these tests run
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed:\n" + printed);
            }
            return printed;
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

    Path options() {
        return folder.resolve("jvm.options");
    }

    /** Where what it ran put its temporary files. */
    Path temporary() {
        return folder.resolveSibling(folder.getFileName() + "-tmp");
    }

    List<String> jvmOptions() {
        return List.of("@" + options(), fromCache());
    }

    /** What makes a JVM with the serial collector start from the rehearsal. */
    String fromCache() {
        return "-XX:AOTCache=" + cache();
    }
}
